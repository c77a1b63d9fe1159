
;; Copies the bytes from $from up to the next $mark, but not beyond $to, sixteen at a time; gives their number. What is
;; written behind them is written over.
(func $copy (param $from i32) (param $to i32) (param $out i32) (param $mark i32) (result i32)
  (local $bytes v128) (local $mask i32) (local $start i32) (local $marks v128)
  (local.set $start (local.get $from))
  (local.set $marks (i8x16.splat (local.get $mark)))
  (block $done
    (loop $next
      (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
      (local.set $bytes (v128.load (local.get $from)))
      (v128.store (local.get $out) (local.get $bytes))
      (local.set $mask (i8x16.bitmask (i8x16.eq (local.get $bytes) (local.get $marks))))
      (if (local.get $mask)
        (then
          (local.set $from (i32.add (local.get $from) (i32.ctz (local.get $mask))))
          (br $done)))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br $next)))
  (i32.sub
    (select (local.get $to) (local.get $from) (i32.gt_u (local.get $from) (local.get $to)))
    (local.get $start)))

(func $hex (param $at i32) (result i32)
  (i32.load8_u offset=0xCC00 (i32.load8_u (local.get $at))))

;; The byte of two digits of base 16, or more than 255 where one of them is none.
(func $byteOf (param $at i32) (result i32)
  (local $high i32) (local $low i32)
  (local.set $high (call $hex (local.get $at)))
  (local.set $low (call $hex (i32.add (local.get $at) (i32.const 1))))
  (select
    (i32.or (i32.shl (local.get $high) (i32.const 4)) (local.get $low))
    (i32.const 256)
    (i32.lt_u (i32.or (local.get $high) (local.get $low)) (i32.const 16))))

;; The end of a word that may be percent-encoded, up to $most.
(func (export "endOfWord") (param $at i32) (param $most i32) (result i32)
  (block $done
    (loop $next
      (br_if $done (i32.ge_u (local.get $at) (local.get $most)))
      (br_if $done (call $is (local.get $at) (i32.const 0x1000)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $next)))
  (local.get $at))

;; Writes the text from $from to $to to $out, with each %XX as the byte that it stands for; gives the end of what it wrote.
(func (export "unpercent") (param $from i32) (param $to i32) (param $out i32) (result i32)
  (local $copied i32) (local $byte i32)
  (loop $next
    ;; The last escape may reach beyond the end.
    (if (i32.ge_u (local.get $from) (local.get $to)) (then (return (local.get $out))))
    (local.set $copied (call $copy (local.get $from) (local.get $to) (local.get $out) (i32.const 0x25)))
    (local.set $from (i32.add (local.get $from) (local.get $copied)))
    (local.set $out (i32.add (local.get $out) (local.get $copied)))
    (if (i32.lt_u (local.get $from) (local.get $to))
      (then
        (local.set $byte (call $byteOf (i32.add (local.get $from) (i32.const 1))))
        (if (i32.gt_u (local.get $byte) (i32.const 255))
          (then (local.set $byte (i32.const 0x25)))
          (else (local.set $from (i32.add (local.get $from) (i32.const 2)))))
        (i32.store8 (local.get $out) (local.get $byte))
        (local.set $out (i32.add (local.get $out) (i32.const 1)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $next))))
  (local.get $out))

;; The same for what a backslash escapes: one byte behind it, or \u00XX.
(func (export "unescape") (param $from i32) (param $to i32) (param $out i32) (result i32)
  (local $copied i32) (local $byte i32) (local $meant i32) (local $taken i32)
  (loop $next
    ;; The last escape may reach beyond the end.
    (if (i32.ge_u (local.get $from) (local.get $to)) (then (return (local.get $out))))
    (local.set $copied (call $copy (local.get $from) (local.get $to) (local.get $out) (i32.const 0x5c)))
    (local.set $from (i32.add (local.get $from) (local.get $copied)))
    (local.set $out (i32.add (local.get $out) (local.get $copied)))
    (if (i32.lt_u (local.get $from) (local.get $to))
      (then
        (local.set $byte (i32.const 0x5c))
        (local.set $taken (i32.const 1))
        (if (i32.eq (i32.and (i32.load offset=1 (local.get $from)) (i32.const 0xffffff)) (i32.const 0x303075))
          (then
            (local.set $meant (call $byteOf (i32.add (local.get $from) (i32.const 4))))
            (if (i32.le_u (local.get $meant) (i32.const 255))
              (then
                (local.set $byte (local.get $meant))
                (local.set $taken (i32.const 6)))))
          (else
            (local.set $meant (i32.load8_u offset=0xCD00 (i32.load8_u offset=1 (local.get $from))))
            (if (local.get $meant)
              (then
                (local.set $byte (local.get $meant))
                (local.set $taken (i32.const 2))))))
        (i32.store8 (local.get $out) (local.get $byte))
        (local.set $out (i32.add (local.get $out) (i32.const 1)))
        (local.set $from (i32.add (local.get $from) (local.get $taken)))
        (br $next))))
  (local.get $out))
