-- Gives up every seal: a meeting that was locked since has nothing left to be verified by.
DROP TABLE seal;
