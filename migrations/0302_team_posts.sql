-- Posts 岗位 as data: a code that never changes, and numbered versions of what the post is: duties, level, certificates asked for.
-- The roles a post brings are the authority module's. Versions are facts; the one in force on a day is the latest that has begun.
CREATE TABLE team.post (
  code text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9_]{2,39}$'),
  -- The posts every installation has: their names are words of the program, they are never retired.
  founding boolean NOT NULL DEFAULT false
);
CREATE TABLE team.post_version (
  post text NOT NULL REFERENCES team.post,
  number integer NOT NULL CHECK (number > 0),
  from_day date NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  function text NOT NULL CHECK (function IN ('market', 'review', 'risk', 'service', 'collection', 'finance', 'management', 'training', 'audit', 'administration')),
  level integer NOT NULL CHECK (level BETWEEN 1 AND 9),
  -- Its work reaches beyond one branch, or watches over it: a branch neither gives nor takes it.
  head_office boolean NOT NULL,
  duties_zh text[] NOT NULL,
  duties_en text[] NOT NULL,
  certificates text[] NOT NULL DEFAULT '{}',
  retired boolean NOT NULL DEFAULT false,
  reason text NOT NULL,
  made_by bigint,
  made_by_name text NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (post, number)
);
SELECT platform.append_only('team.post_version');

WITH first (post, function, level, head_office, zh, en, duties_zh, duties_en) AS (VALUES
  ('market_developer', 'market', 3, false, '市场开发', 'Market development',
    ARRAY['开发并维护合作经销商', '跟进线索，为客户试算并提示年化综合成本', '收集齐全、真实的进件资料', '对所引进客户的首期还款质量负责'],
    ARRAY['Win dealers and keep up with them', 'Follow leads, quote, and point out the true yearly cost', 'Collect complete and true papers', 'Answer for the first payments of the customers brought in']),
  ('credit_reviewer', 'review', 3, false, '信贷审核', 'Credit review',
    ARRAY['在权限内初审进件，写明理由', '核对身份、收入与车辆资料', '在时限内决定，疑点退回或升级', '不审自己引进的客户'],
    ARRAY['Decide applications within the limit, with reasons', 'Check identity, income and vehicle papers', 'Decide in time; return or escalate what is doubtful', 'Never decide on one’s own customers']),
  ('senior_reviewer', 'review', 5, false, '信贷终审', 'Senior review',
    ARRAY['终审超出初审权限的进件', '复核例外与退回', '辅导初审人员'],
    ARRAY['Decide what exceeds the first reviewer’s limit', 'Look again at exceptions and returns', 'Coach reviewers']),
  ('risk_officer', 'risk', 5, true, '风险控制', 'Risk control',
    ARRAY['监测组合与预警，提出应对', '维护规则与参数，先试后改', '复批大额与例外进件'],
    ARRAY['Watch the portfolio and answer alerts', 'Keep rules and parameters, trying before changing', 'Approve large and exceptional cases']),
  ('risk_director', 'risk', 8, true, '风控总监', 'Risk director',
    ARRAY['对风险偏好、规则与模板负责', '批准规则、参数、核销', '主持贷审会，只可否决'],
    ARRAY['Answer for risk appetite, rules and templates', 'Approve rules, parameters and write-offs', 'Chair the committee, with a veto only']),
  ('service_agent', 'service', 2, false, '客户服务', 'Customer service',
    ARRAY['一次问清、一次办好客户诉求', '按计划回访并登记', '受理投诉并按期答复'],
    ARRAY['Ask once and settle at once', 'Call customers back as planned and record it', 'Take complaints and answer in time']),
  ('collector', 'collection', 3, false, '催收', 'Collection',
    ARRAY['按规定时间与频次联系客户', '登记承诺并跟进', '不得威胁、骚扰、联系无关第三人'],
    ARRAY['Contact customers within the hours and counts allowed', 'Record promises and follow them', 'Never threaten, harass or call third persons']),
  ('finance_officer', 'finance', 3, true, '财务', 'Finance',
    ARRAY['审核请款，核对收款账户后放款', '登记与核对还款', '执行日终并核对账务'],
    ARRAY['Check funding requests and payees before paying', 'Record and match repayments', 'Run the day close and check the books']),
  ('finance_manager', 'finance', 6, true, '财务经理', 'Finance manager',
    ARRAY['复核冲正、退款与减免', '对账务相符与报表负责'],
    ARRAY['Look again at reversals, refunds and waivers', 'Answer for books that agree and for the reports']),
  ('team_manager', 'management', 6, false, '团队经理', 'Team manager',
    ARRAY['安排人员与班次，指定代班', '带教下属，复核其质量', '对团队目标、合规与投诉负责'],
    ARRAY['Place people and name stand-ins', 'Coach and check the quality of the team', 'Answer for targets, compliance and complaints']),
  ('hr_officer', 'training', 4, true, '人事培训', 'HR and training',
    ARRAY['办理入职、调岗、离职与交接', '维护岗位职责与编制', '组织培训、考试与证书'],
    ARRAY['Carry out joining, moving, leaving and hand-over', 'Keep duties and headcount', 'Organise training, exams and certificates']),
  ('auditor', 'audit', 5, true, '审计', 'Auditor',
    ARRAY['独立查阅全部记录，不办理业务', '抽样检查授权、审批与账务', '每季度复核权限'],
    ARRAY['Read every record independently, and do no business', 'Sample rights, approvals and books', 'Review rights each quarter']),
  ('administrator', 'administration', 5, true, '系统管理员', 'Administrator',
    ARRAY['维护系统、角色与集成', '不参与业务审批'],
    ARRAY['Keep the system, roles and integrations', 'Take no part in business decisions'])
), coded AS (
  INSERT INTO team.post (code, founding) SELECT post, true FROM first RETURNING code
)
INSERT INTO team.post_version (post, number, from_day, name_zh, name_en, function, level, head_office, duties_zh, duties_en, reason, made_by_name, made_at)
  SELECT post, 1, '2000-01-01', zh, en, function, level, head_office, duties_zh, duties_en, 'installation', 'chedai', now() FROM first;

ALTER TABLE team.assignment DROP CONSTRAINT assignment_post_check;
ALTER TABLE team.assignment ADD CONSTRAINT assignment_post_known FOREIGN KEY (post) REFERENCES team.post;

-- Headcount 编制: how many of a post a group may have from a day on; the latest line that has begun counts.
CREATE TABLE team.seats (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  group_id bigint NOT NULL REFERENCES team.team_group,
  post text NOT NULL REFERENCES team.post,
  from_day date NOT NULL,
  seats integer NOT NULL CHECK (seats BETWEEN 0 AND 999),
  reason text NOT NULL,
  made_by bigint,
  made_by_name text NOT NULL,
  made_at timestamptz NOT NULL
);
CREATE INDEX seats_place ON team.seats (group_id, post, from_day, id);
SELECT platform.append_only('team.seats');

-- Dotted lines 虚线汇报: whom a person reports to for something, beside the manager.
CREATE TABLE team.dotted_line (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL REFERENCES team.person,
  manager_id bigint NOT NULL REFERENCES team.person,
  purpose text NOT NULL,
  from_day date NOT NULL,
  to_day date,
  made_by_name text NOT NULL,
  made_at timestamptz NOT NULL,
  CHECK (person_id <> manager_id),
  CHECK (to_day IS NULL OR to_day >= from_day),
  CONSTRAINT dotted_line_once EXCLUDE USING gist (person_id WITH =, manager_id WITH =, daterange(from_day, to_day) WITH &&)
);
CREATE INDEX dotted_line_manager ON team.dotted_line (manager_id);

-- Joining, moving and leaving, each with its list of what to do; and which record went from whom to whom.
CREATE TABLE team.transition (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL REFERENCES team.person,
  kind text NOT NULL CHECK (kind IN ('join', 'move', 'leave')),
  from_day date NOT NULL,
  reason text,
  made_by bigint,
  made_by_name text NOT NULL,
  made_at timestamptz NOT NULL
);
CREATE INDEX transition_person ON team.transition (person_id, id);
CREATE TABLE team.transition_item (
  transition_id bigint NOT NULL REFERENCES team.transition,
  item text NOT NULL,
  done_at timestamptz,
  done_by_name text,
  note text,
  PRIMARY KEY (transition_id, item)
);
CREATE TABLE team.hand_over_line (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  kind text NOT NULL,
  record_key bigint NOT NULL,
  from_person_id bigint NOT NULL,
  to_person_id bigint,
  on_day date NOT NULL,
  made_by bigint,
  made_at timestamptz NOT NULL
);
CREATE INDEX hand_over_line_record ON team.hand_over_line (kind, record_key);
CREATE INDEX hand_over_line_from ON team.hand_over_line (from_person_id, on_day);
SELECT platform.append_only('team.hand_over_line');
