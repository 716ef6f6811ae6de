import type { Words } from '#lib/words'

/** What is said about courses, exams, duties and plans. */
export const learningWords = {
  'permission.training.course.learn': ['学习与考试', 'Learn and sit exams'],
  'permission.training.course.write': ['编写课程', 'Write courses'],
  'permission.training.question.read': ['查看题库', 'See the question bank'],
  'permission.training.question.write': ['编写题库', 'Write the question bank'],
  'permission.training.duty.write': ['指派课程', 'Give courses to people'],
  'permission.training.report.read': ['查看培训报表', 'See training reports'],
  'permission.training.plan.read': ['查看培训计划', 'See training plans'],
  'permission.training.plan.write': ['编制培训计划', 'Write training plans'],
  'training.notice.course': ['请在 {day} 前学完《{course}》。', 'Please complete “{course}” by {day}.'],
  'training.notice.expiring': [
    '证书“{certificate}”有效至 {day}，请及时复训。',
    'Your certificate “{certificate}” counts until {day}; renew it in time.',
  ],
  'training.notice.expired': [
    '证书“{certificate}”已到期（{day}），通过考试后恢复。',
    'Your certificate “{certificate}” ended on {day}; passing the exam restores it.',
  ],
  'event.training.course-completed': ['课程已学完', 'A course was completed'],
  'event.training.course-assigned': ['课程已指派', 'A course was given'],
  'event.training.course-published': ['课程已发布', 'A course was published'],
  'event.training.exam-closed': ['考试已结束', 'An exam was closed'],
  'event.training.certificate-expiring': ['证书即将到期', 'A certificate runs out soon'],
  'event.training.certificate-expired': ['证书已到期', 'A certificate has ended'],
  'refusal.training.course_not_found': ['没有这门已发布的课程。', 'There is no such published course.'],
  'refusal.training.lesson_not_found': [
    '没有这个课时，课程可能已更新，请回到课程页。',
    'There is no such lesson; the course may have a newer version. Go back to the course.',
  ],
  'refusal.training.certificate_taken': [
    '该证书已有课程“{code}”，一种证书只有一门课程和一门复训。',
    'The certificate has the course “{code}” already; a kind has one course and one refresher.',
  ],
  'refusal.training.refresher_of_nothing': ['复训课程必须对应一种证书。', 'A refresher renews a certificate: name it.'],
  'refusal.training.lesson_file': [
    '课件课时需要 PDF 或图片，视频课时需要视频文件，请先上传。',
    'A slides lesson needs a PDF or picture, a video lesson a video: upload it first.',
  ],
  'refusal.training.case_not_found': ['没有这个案例。', 'There is no such case.'],
  'refusal.training.case_in_exam': [
    '该案例正在您的考试中，交卷后可看解析。',
    'This case stands in your open exam; its solution opens once you have handed in.',
  ],
  'refusal.training.case_not_anonymous': [
    '“{field}”看起来含有个人信息，案例必须匿名。',
    '“{field}” looks personal; a case must name nobody.',
  ],
  'refusal.training.exam_plan': [
    '考试设置不完整：至少一道题，难度区间从低到高，有案例才有案例占分。',
    'The exam is incomplete: at least one question, spans from easy to hard, a share for cases only with cases.',
  ],
  'refusal.training.course_empty': [
    '没有课时也没有考试，或发证课程没有考试，不能发布。',
    'Nothing to learn, or a certificate without an exam: this cannot be published.',
  ],
  'refusal.training.bank_too_small': [
    '题库“{topic}”只有 {there} 题，不够抽 {wanted} 题。',
    'The bank has {there} of the {wanted} {wanted:question|questions} wanted on “{topic}”.',
  ],
  'refusal.training.renew_day': ['更新截止日不能早于今天。', 'The day to renew by must not lie in the past.'],
  'refusal.training.file_type': [
    '只接受 PDF、PNG、JPEG、MP4 和 WebM 文件。',
    'Only PDF, PNG, JPEG, MP4 and WebM files.',
  ],
  'refusal.training.file_size': ['文件为空或超过 {most}。', 'The file is empty or larger than {most}.'],
  'refusal.training.exam_none': ['这门课程没有考试。', 'This course has no exam.'],
  'refusal.training.exam_lessons_first': [
    '还有 {left} 个课时没有学完，学完才能考试。',
    '{left} {left:lesson|lessons} {left:is|are} left; read them first.',
  ],
  'refusal.training.exam_wait': [
    '上次未通过，{until} 之后可以再考。',
    'The last attempt failed; the next may begin at {until}.',
  ],
  'refusal.training.exam_attempts_used': [
    '已考 {used} 次未通过，请复习并联系培训负责人重新指派。',
    '{used} {used:attempt|attempts} failed; learn it again and ask the training officer to give you the course anew.',
  ],
  'refusal.training.exam_open_conflict': [
    '您有一场考试正在进行，请先完成。',
    'You have an exam open; finish that one first.',
  ],
  'refusal.training.exam_other_window': [
    '考试已在另一个窗口打开，本窗口不再保存。要在这里继续，请点“在此继续”。',
    'The exam has been opened in another window; this one saves no more. To go on here, press “Continue here”.',
  ],
  'refusal.training.exam_closed': ['考试已经交卷。', 'The exam has been handed in.'],
  'refusal.training.exam_time_over': ['考试时间已到，不再接受作答。', 'The time is over; no answer is taken any more.'],
  'refusal.training.answer_shape': ['这个作答与题型不符。', 'This answer does not fit the question.'],
  'refusal.training.attempt_not_found': ['没有这场考试。', 'There is no such exam.'],
  'refusal.training.refresher_closed': [
    '复训未开放：只在证书到期前后可参加，请学习完整课程。',
    'The refresher is closed: it opens around the end of a certificate you hold. Take the full course.',
  ],
  'refusal.training.question_options': [
    '选项不合适：选择题 2–8 个不同选项，判断题和数值题不填。',
    'The options do not fit: 2–8 different ones for a choice, none for true-false and numbers.',
  ],
  'refusal.training.question_answer': [
    '答案不合适：单选和判断一个，多选至少一个，数值题填数值与容差。',
    'The answer does not fit: one for single and true-false, at least one for multiple, a number with its tolerance.',
  ],
  'refusal.training.question_not_found': ['没有这道在用的题目。', 'There is no such question in use.'],
  'refusal.training.due_day': [
    '截止日不合适：不能早于今天，计划项须在本年度内。',
    'The day does not fit: not in the past, and within the year of the plan.',
  ],
  'refusal.training.own_level': ['不能评定自己的级别。', 'Nobody sets their own level.'],
  'refusal.training.plan_line': [
    '计划项不完整：课程项选课程，学时项填目标，其他项写事项。',
    'The line is incomplete: a course, a target of minutes, or what is to be done.',
  ],
  'refusal.training.plan_item_not_found': ['没有这个未完成的计划项。', 'There is no such open line.'],
} satisfies Words
