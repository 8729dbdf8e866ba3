; A block, and several lines of comment.
(block) @fold
