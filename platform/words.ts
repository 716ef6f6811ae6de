import type { Words } from '#lib/words'

/** Refusals and input problems that belong to no module. */
export const words = {
  'refusal.title': ['未能完成', 'Not done'],
  'refusal.platform.not_signed_in': ['请先登录。', 'Please sign in first.'],
  'refusal.platform.too_large': [
    '内容超过 {limit} MB，请缩小文件后重试。',
    'This is larger than {limit} MB; make the file smaller and try again.',
  ],
  'refusal.platform.too_many': [
    '请求过于频繁，请 {seconds} 秒后重试。',
    'Too many requests; please try again in {seconds} {seconds:second|seconds}.',
  ],
  'refusal.platform.not_found': ['没有这个地址。', 'There is nothing at this address.'],
  'refusal.platform.invalid_input': [
    '输入有误，请检查后重试。',
    'The input is malformed; please check it and try again.',
  ],
  'refusal.platform.text': [
    '含有无法保存的字符，请删去后重新输入。',
    'Holds a character that cannot be stored; remove it and type it again.',
  ],
  'refusal.platform.idempotency_key_reused': [
    '这次提交与先前同一提交编号的内容不同，请刷新页面后重新提交。',
    'This submission differs from an earlier one with the same key; reload the page and submit again.',
  ],
  'refusal.platform.conflict': [
    '有人先一步登记了相同的内容，请刷新后查看。',
    'Someone recorded the same thing first; reload to see it.',
  ],
  'refusal.platform.busy': ['系统正忙，请稍后重试。', 'The system is busy; please try again in a moment.'],
  'refusal.platform.page_key': [
    '翻页位置已失效，请从第一页重新查看。',
    'This page position is no longer valid; start again from the first page.',
  ],
  'refusal.platform.day_stale': ['营业日 {day} 已由他人结束。', 'Business day {day} has already been ended.'],
  'refusal.platform.unknown': ['未能完成，请联系管理员。', 'Not done; please contact the administrator.'],
  'platform.held.title': ['已提交复核', 'Sent for checking'],
  'platform.held': ['已提交复核，可复核人：{checkers}。', 'Waits for a second person: {checkers}.'],
  'refusal.platform.bug': [
    '系统出错，已记录，本次操作没有产生任何影响。请稍后重试或联系管理员。',
    'Something went wrong on our side. It was recorded and nothing was changed. Try again later or contact the administrator.',
  ],
  'problem.invalid': ['填写有误', 'is not valid'],
  'problem.missing': ['不能为空', 'is required'],
  'problem.invalid_type': ['格式不对', 'has the wrong type'],
  'problem.invalid_format': ['格式不对', 'has the wrong format'],
  'problem.invalid_value': ['不在可选范围内', 'is not one of the choices'],
  'problem.unrecognized_keys': ['有不认识的内容：{keys}', 'has unknown fields: {keys}'],
  'problem.too_small': ['不能小于 {minimum}', 'must be at least {minimum}'],
  'problem.too_small.string': ['至少 {minimum} 个字', 'needs at least {minimum} {minimum:character|characters}'],
  'problem.too_small.array': ['至少 {minimum} 项', 'needs at least {minimum} {minimum:item|items}'],
  'problem.too_big': ['不能大于 {maximum}', 'must be at most {maximum}'],
  'problem.too_big.string': ['最多 {maximum} 个字', 'allows at most {maximum} {maximum:character|characters}'],
  'problem.too_big.array': ['最多 {maximum} 项', 'allows at most {maximum} {maximum:item|items}'],
  'problem.id': ['编号不对', 'is not a valid identifier'],
  'problem.day': ['日期不对，应为 2026-11-23 这样的日期', 'is not a day such as 2026-11-23'],
  'problem.money': ['金额不对，应为最多两位小数的数字', 'is not an amount with at most two decimals'],
  'problem.not_negative': ['不能小于零', 'cannot be below zero'],
  'problem.positive': ['必须大于零', 'must be more than zero'],
  'problem.rate': ['利率不对，应为 0.048 这样的小数', 'is not a rate such as 0.048'],
} satisfies Words
