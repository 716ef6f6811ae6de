-- Who watches what happens now: one row for each process with a wall board open, a lease its process keeps fresh. Whoever
-- commits something tells the channel `chedai_pulse` only while a lease runs, so that nothing is told when nobody watches.
CREATE UNLOGGED TABLE platform.watcher (
  id uuid PRIMARY KEY,
  until timestamptz NOT NULL
);
