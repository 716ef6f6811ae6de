import type { Words } from '#lib/words'

/** What is said about lectures, sharing, bulletins and budget. */
export const sessionWords = {
  'training.session-state.planned': ['未开始', 'Planned'],
  'training.session-state.held': ['已结束', 'Held'],
  'training.session-state.cancelled': ['已取消', 'Cancelled'],
  'permission.training.session.write': ['安排培训', 'Plan sessions'],
  'permission.training.bulletin.write': ['发布快讯', 'Publish bulletins'],
  'permission.training.budget.read': ['查看培训预算', 'See the training budget'],
  'permission.training.budget.write': ['设定培训预算', 'Set the training budget'],
  'training.notice.seat': ['您已从候补递补：《{title}》{day}。', 'You have a seat now: “{title}” on {day}.'],
  'training.notice.cancelled': ['培训已取消：《{title}》{day}。', 'Cancelled: “{title}” on {day}.'],
  'event.training.session-planned': ['培训已安排', 'A session was planned'],
  'event.training.session-cancelled': ['培训已取消', 'A session was cancelled'],
  'event.training.seat-given': ['候补已递补', 'A waiting person got a seat'],
  'event.training.bulletin-published': ['快讯已发布', 'A bulletin was published'],
  'refusal.training.session_not_found': ['没有这场培训。', 'There is no such session.'],
  'refusal.training.session_state': [
    '这场培训{state}，不能这样操作。',
    'The session is “{state}”; this cannot be done.',
  ],
  'refusal.training.session_times': [
    '结束时间必须晚于开始时间，一场培训不超过五天。',
    'The end must be after the start, and a session takes five days at most.',
  ],
  'refusal.training.session_speaker': ['外部讲座要写明主讲人。', 'A lecture names its speaker.'],
  'refusal.training.session_host': ['内部分享要有在岗的主持人。', 'Sharing has a host who is at work.'],
  'refusal.training.session_lead': ['只有主持人或培训负责人可以这样操作。', 'Only who leads the session may do this.'],
  'refusal.training.session_post': ['这场培训不面向您的岗位。', 'This session is for other posts.'],
  'refusal.training.session_full': ['已经满员，请向主持人说明。', 'There is no seat left; speak to the host.'],
  'refusal.training.session_not_over': [
    '培训还没有开始，不能结束。',
    'The session has not begun; it cannot be closed.',
  ],
  'refusal.training.registered_taken': ['您已经报名。', 'You are registered already.'],
  'refusal.training.not_registered': ['没有有效的报名。', 'There is no such registration.'],
  'refusal.training.sign_in_closed': [
    '现在不能签到：开始前 30 分钟到结束后 30 分钟可签。',
    'Sign-in is closed: it is open from 30 minutes before the start to 30 minutes after the end.',
  ],
  'refusal.training.sign_in_code': [
    '签到码已失效，请扫描屏幕上的最新码。',
    'The code has run out; scan the one on the screen now.',
  ],
  'refusal.training.not_attended': ['到场的人才能评价。', 'Only who was there may rate it.'],
  'refusal.training.feedback_taken': ['您已经评价过。', 'You have rated it already.'],
  'refusal.training.group_not_found': ['没有这个小组。', 'There is no such group.'],
  'refusal.training.bulletin_not_found': ['没有这条快讯。', 'There is no such bulletin.'],
} satisfies Words
