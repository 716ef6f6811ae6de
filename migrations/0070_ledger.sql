-- Double entry: a chart of accounts, journals of one branch and one day, and their lines. Nothing is ever changed; a
-- correction is a new journal that names its parent.
CREATE SCHEMA ledger;

CREATE TABLE ledger.account (
  code text PRIMARY KEY CHECK (code ~ '^[0-9]{4,8}$'),
  name_zh text NOT NULL,
  name_en text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense'))
);

CREATE TABLE ledger.journal (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  day date NOT NULL,
  branch_id bigint NOT NULL,
  source text NOT NULL,
  description text NOT NULL,
  note text,
  about text,
  parent_id bigint UNIQUE REFERENCES ledger.journal,
  posted_by text NOT NULL,
  posted_at timestamptz NOT NULL,
  CHECK (parent_id <> id)
);
CREATE INDEX journal_day ON ledger.journal (day, id);
CREATE INDEX journal_about ON ledger.journal (about) WHERE about IS NOT NULL;
SELECT platform.append_only('ledger.journal');

-- Day and branch stand on the line too, so that balances of any day and branch are one index scan.
CREATE TABLE ledger.line (
  journal_id bigint NOT NULL REFERENCES ledger.journal,
  seq integer NOT NULL,
  day date NOT NULL,
  branch_id bigint NOT NULL,
  product_id bigint,
  account text NOT NULL REFERENCES ledger.account,
  debit bigint NOT NULL DEFAULT 0,
  credit bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (journal_id, seq),
  CHECK (debit >= 0 AND credit >= 0 AND (debit = 0) <> (credit = 0))
);
CREATE INDEX line_account ON ledger.line (account, day, journal_id) INCLUDE (branch_id, product_id, debit, credit);
SELECT platform.append_only('ledger.line');

-- At commit: a journal has lines, its debits equal its credits, and its lines carry its own day and branch. Every journal
-- belongs to one branch, so each branch's books balance by themselves.
CREATE FUNCTION ledger.refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  journal bigint := CASE WHEN TG_TABLE_NAME = 'journal' THEN (to_jsonb(NEW) ->> 'id') ELSE (to_jsonb(NEW) ->> 'journal_id') END::bigint;
BEGIN
  IF NOT EXISTS (
    SELECT FROM ledger.journal j JOIN ledger.line l ON l.journal_id = j.id
     WHERE j.id = journal
     GROUP BY j.id
    HAVING sum(l.debit) = sum(l.credit) AND bool_and(l.day = j.day AND l.branch_id = j.branch_id)
  ) THEN
    RAISE EXCEPTION 'journal % is empty, unbalanced or mixes days or branches', journal USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger.journal DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse_unbalanced();
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger.line DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse_unbalanced();

-- The chart a new installation begins with: codes of the Chinese accounting standards where they have one.
INSERT INTO ledger.account (code, name_zh, name_en, kind) VALUES
  ('1001', '库存现金', 'Cash on hand', 'asset'),
  ('1002', '银行存款', 'Bank deposits', 'asset'),
  ('1132', '应收利息', 'Interest receivable', 'asset'),
  ('1133', '应收罚息复利', 'Penalty and compound interest receivable', 'asset'),
  ('1134', '应收手续费', 'Fees receivable', 'asset'),
  ('1135', '应计利息', 'Interest accrued, not yet due', 'asset'),
  ('1221', '其他应收款', 'Other receivables', 'asset'),
  ('1303', '贷款', 'Loans', 'asset'),
  ('1304', '贷款损失准备', 'Loan loss allowance', 'asset'),
  ('1441', '抵债资产', 'Repossessed assets', 'asset'),
  ('2001', '短期借款', 'Short-term borrowings', 'liability'),
  ('2202', '应付账款', 'Accounts payable', 'liability'),
  ('2203', '预收账款', 'Advances from customers', 'liability'),
  ('2211', '应付职工薪酬', 'Employee benefits payable', 'liability'),
  ('2221', '应交税费', 'Taxes payable', 'liability'),
  ('2231', '应付利息', 'Interest payable', 'liability'),
  ('2241', '其他应付款', 'Other payables', 'liability'),
  ('4001', '实收资本', 'Paid-in capital', 'equity'),
  ('4103', '本年利润', 'Profit of the year', 'equity'),
  ('4104', '利润分配', 'Profit distribution', 'equity'),
  ('6011', '利息收入', 'Interest income', 'income'),
  ('6012', '罚息收入', 'Penalty interest income', 'income'),
  ('6021', '手续费及佣金收入', 'Fee and commission income', 'income'),
  ('6051', '其他业务收入', 'Other operating income', 'income'),
  ('6411', '利息支出', 'Interest expense', 'expense'),
  ('6421', '手续费及佣金支出', 'Fee and commission expense', 'expense'),
  ('6403', '税金及附加', 'Taxes and surcharges', 'expense'),
  ('6602', '业务及管理费', 'Operating and administrative expense', 'expense'),
  ('6702', '信用减值损失', 'Credit impairment loss', 'expense'),
  ('6711', '营业外支出', 'Non-operating expense', 'expense'),
  ('6801', '所得税费用', 'Income tax expense', 'expense');
