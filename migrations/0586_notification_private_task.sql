-- A task of two alone, such as what a one-to-one agreed: it goes to nobody else, not even when its owner leaves.
ALTER TABLE notification.task ADD COLUMN private boolean NOT NULL DEFAULT false;
UPDATE notification.task SET private = true WHERE about LIKE 'talk\_%';
