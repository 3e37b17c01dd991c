-- One row while everything is being copied into this file: half an installation is not to be served.
CREATE TABLE unfinished_copy (
    one INTEGER PRIMARY KEY CHECK (one = 1)
);
