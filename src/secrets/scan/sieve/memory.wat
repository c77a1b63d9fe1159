;; What the scanner asks of every byte, as one module of all the files here: where a keyword stands, where base64 begins
;; that can be read and where it ends, how many lines there are, what stands behind escapes.
;;
;; Memory, in this order; the numbers are those of layout.ts:
;;   0x0000  a bitmap over the hash of the first four bytes of every keyword, folded to lower case (32 KiB)
;;   0x8000  for each value of the upper 12 bits of a hash the address of its first keyword, or 0 (16 KiB)
;;   0xC000  for each byte what digit of base64 it is: 0 none, 1 common to all alphabets, 2 `-` and `_` of URLs
;;   0xC100  for each byte the value of that digit
;;   0xC200  for each byte 1 where it may be part of a text
;;   0xC300  of each of three bytes, by their lower five bits, which buckets have them; of the third by its upper four (112 bytes)
;;   0xC400  for each mask of eight bits where they are, the lowest one first (2 KiB)
;;   0xCC00  for each byte its value as a digit of base 16, or 255
;;   0xCD00  for each byte what it means behind a backslash, or 0 where it is no escape
;;   0xCE00  for each byte the classes that it is of, for looks (512 bytes)
;;   0xD000  a list of offsets, and at 0xE100 another one: what the buckets let through, and what the bitmap does
;;   0x10000 the output: pairs of a position and, in 16 bits each, the number of a keyword and which looks it passed (64 KiB)
;;   0x20000 the keywords: next of the same bucket (4 bytes), number (4), length (4), looks (4), then for each eight bytes which of
;;           their bits do not count, and the bytes with those bits set
;;   then 16 zero bytes, the text, 256 zero bytes, and what is written of it. All addresses are of this memory.
(memory (export "memory") 7)
;; How many pairs there are in the output.
(global $found (export "found") (mut i32) (i32.const 0))
