;; The three bytes of a keyword's beginning are looked up in tables of buckets, a bit for each: where no bucket has all
;; three, no keyword begins. The lower five bits of a byte are looked up, which are the same in both cases, and of the
;; third one the upper four as well. Puts the positions that pass into the first list, as offsets from two before
;; $from, and gives the list's end. Looks at the bytes up to $to; a position is that of its third byte, less two.
(func $pass (param $from i32) (param $to i32) (result i32)
  (local $passed i32) (local $offsets v128) (local $bytes v128) (local $low v128) (local $high v128) (local $mask i32)
  (local $first v128) (local $second v128) (local $third v128) (local $lastFirst v128) (local $lastSecond v128)
  (local $firstLow v128) (local $firstHigh v128) (local $secondLow v128) (local $secondHigh v128)
  (local $thirdLow v128) (local $thirdHigh v128) (local $thirdUpper v128)
  (local.set $firstLow (v128.load (i32.const 0xC300)))
  (local.set $firstHigh (v128.load (i32.const 0xC310)))
  (local.set $secondLow (v128.load (i32.const 0xC320)))
  (local.set $secondHigh (v128.load (i32.const 0xC330)))
  (local.set $thirdLow (v128.load (i32.const 0xC340)))
  (local.set $thirdHigh (v128.load (i32.const 0xC350)))
  (local.set $thirdUpper (v128.load (i32.const 0xC360)))
  (local.set $passed (i32.const 0xD000))
  (loop $next
    (local.set $bytes (v128.load (local.get $from)))
    (local.set $low (v128.and (local.get $bytes) (i8x16.splat (i32.const 0x1f))))
    ;; A swizzle gives zero for what is beyond its sixteen bytes.
    (local.set $high (v128.xor (local.get $low) (i8x16.splat (i32.const 0x10))))
    (local.set $first
      (v128.or
        (i8x16.swizzle (local.get $firstLow) (local.get $low))
        (i8x16.swizzle (local.get $firstHigh) (local.get $high))))
    (local.set $second
      (v128.or
        (i8x16.swizzle (local.get $secondLow) (local.get $low))
        (i8x16.swizzle (local.get $secondHigh) (local.get $high))))
    (local.set $third
      (v128.and
        (v128.or
          (i8x16.swizzle (local.get $thirdLow) (local.get $low))
          (i8x16.swizzle (local.get $thirdHigh) (local.get $high)))
        (i8x16.swizzle (local.get $thirdUpper) (i8x16.shr_u (local.get $bytes) (i32.const 4)))))
    (local.set $mask
      (i32.xor
        (i8x16.bitmask
          (i8x16.eq
            (v128.and
              (local.get $third)
              (v128.and
                (i8x16.shuffle 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30
                  (local.get $lastSecond) (local.get $second))
                (i8x16.shuffle 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29
                  (local.get $lastFirst) (local.get $first))))
            (v128.const i64x2 0 0)))
        (i32.const 0xffff)))
    (local.set $lastFirst (local.get $first))
    (local.set $lastSecond (local.get $second))
    ;; No branch asks for a bit: the offsets of eight are written each time, and those that count are kept.
    (v128.store (local.get $passed)
      (i16x8.add
        (local.get $offsets)
        (v128.load8x8_u offset=0xC400 (i32.shl (i32.and (local.get $mask) (i32.const 0xff)) (i32.const 3)))))
    (local.set $passed
      (i32.add
        (local.get $passed)
        (i32.shl (i32.popcnt (i32.and (local.get $mask) (i32.const 0xff))) (i32.const 1))))
    (local.set $mask (i32.shr_u (local.get $mask) (i32.const 8)))
    (local.set $offsets (i16x8.add (local.get $offsets) (i16x8.splat (i32.const 8))))
    (v128.store (local.get $passed)
      (i16x8.add
        (local.get $offsets)
        (v128.load8x8_u offset=0xC400 (i32.shl (local.get $mask) (i32.const 3)))))
    (local.set $passed
      (i32.add (local.get $passed) (i32.shl (i32.popcnt (local.get $mask)) (i32.const 1))))
    (local.set $offsets (i16x8.add (local.get $offsets) (i16x8.splat (i32.const 8))))
    (br_if $next
      (i32.lt_u (local.tee $from (i32.add (local.get $from) (i32.const 16))) (local.get $to))))
  (local.get $passed))

;; Puts those of the first list, up to $passed, that are in the bitmap into the second one, and gives its end. The hash
;; is written out, as a call takes longer than it; each offset is written, and kept where its bit is set.
(func $ask (param $base i32) (param $passed i32) (result i32)
  (local $next i32) (local $asked i32) (local $offset i32) (local $hash i32)
  (local.set $next (i32.const 0xD000))
  (local.set $asked (i32.const 0xE100))
  (block $done
    (br_if $done (i32.eq (local.get $next) (local.get $passed)))
    (loop $again
      (local.set $offset (i32.load16_u (local.get $next)))
      (local.set $hash
        (i32.shr_u
          (i32.mul
            (i32.or (i32.load (i32.add (local.get $base) (local.get $offset))) (i32.const 0x20202020))
            (i32.const 0x9e3779b1))
          (i32.const 14)))
      (i32.store16 (local.get $asked) (local.get $offset))
      (local.set $asked
        (i32.add
          (local.get $asked)
          (i32.shl
            (i32.and
              (i32.shr_u
                (i32.load8_u (i32.shr_u (local.get $hash) (i32.const 3)))
                (i32.and (local.get $hash) (i32.const 7)))
              (i32.const 1))
            (i32.const 1))))
      (br_if $again
        (i32.lt_u (local.tee $next (i32.add (local.get $next) (i32.const 2))) (local.get $passed)))))
  (local.get $asked))

;; Adds the keywords that stand at the positions of the second list, up to $asked, to the output, until $most are there
;; or more; gives the position that it came to then, else 0. One that a look refuses is none. Eight bytes are compared at a time.
(func $collect (param $base i32) (param $asked i32) (param $end i32) (param $most i32) (result i32)
  (local $next i32) (local $at i32) (local $keyword i32) (local $left i32) (local $byte i32) (local $word i32) (local $pair i32) (local $looks i32)
  (local.set $next (i32.const 0xE100))
  (block $done
    (loop $again
      (br_if $done (i32.eq (local.get $next) (local.get $asked)))
      (local.set $at (i32.add (local.get $base) (i32.load16_u (local.get $next))))
      (local.set $keyword
        (i32.load offset=0x8000
          (i32.shl
            (i32.shr_u
              (i32.mul (i32.or (i32.load (local.get $at)) (i32.const 0x20202020)) (i32.const 0x9e3779b1))
              (i32.const 20))
            (i32.const 2))))
      (loop $chain
        (if (local.get $keyword)
          (then
            (block $other
              (local.set $left (i32.load offset=8 (local.get $keyword)))
              (br_if $other (i32.gt_u (i32.add (local.get $at) (local.get $left)) (local.get $end)))
              (local.set $byte (local.get $at))
              (local.set $word (local.get $keyword))
              (loop $words
                (br_if $other
                  (i64.ne
                    (i64.or (i64.load (local.get $byte)) (i64.load offset=16 (local.get $word)))
                    (i64.load offset=24 (local.get $word))))
                (local.set $byte (i32.add (local.get $byte) (i32.const 8)))
                (local.set $word (i32.add (local.get $word) (i32.const 16)))
                (br_if $words
                  (i32.gt_s (local.tee $left (i32.sub (local.get $left) (i32.const 8))) (i32.const 0))))
              (local.set $looks (i32.load offset=12 (local.get $keyword)))
              (if (local.get $looks)
                (then
                  (br_if $other
                    (i32.eqz
                      (local.tee $looks
                        (call $looks
                          (local.get $at)
                          (i32.add (local.get $at) (i32.load offset=8 (local.get $keyword)))
                          (local.get $looks)))))))
              (local.set $pair (i32.shl (global.get $found) (i32.const 3)))
              (i32.store offset=0x10000 (local.get $pair) (local.get $at))
              (i32.store offset=0x10004
                (local.get $pair)
                (i32.or
                  (i32.load offset=4 (local.get $keyword))
                  (i32.shl (local.get $looks) (i32.const 16))))
              (global.set $found (i32.add (global.get $found) (i32.const 1))))
            (local.set $keyword (i32.load (local.get $keyword)))
            (br $chain))))
      (if (i32.ge_u (global.get $found) (local.get $most))
        (then (return (i32.add (local.get $at) (i32.const 1)))))
      (local.set $next (i32.add (local.get $next) (i32.const 2)))
      (br $again)))
  (i32.const 0))

;; Puts the keywords that begin at $from and before $to, and a few more behind it, into the output, in ascending order,
;; until $most are there or more; gives the position that it came to. $end is that of the text.
(func (export "keywords") (param $from i32) (param $to i32) (param $end i32) (param $most i32) (result i32)
  (local $base i32) (local $stop i32) (local $full i32)
  (global.set $found (i32.const 0))
  (block $done
    (loop $again
      (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
      (local.set $base (i32.sub (local.get $from) (i32.const 2)))
      ;; The last two of the 2048 bytes that are looked at are the second and third one of positions to come.
      (local.set $stop (i32.add (local.get $from) (i32.const 2048)))
      (local.set $stop
        (select
          (local.get $stop)
          (i32.add (local.get $to) (i32.const 2))
          (i32.lt_u (local.get $stop) (i32.add (local.get $to) (i32.const 2)))))
      (local.set $full
        (call $collect
          (local.get $base)
          (call $ask (local.get $base) (call $pass (local.get $from) (local.get $stop)))
          (local.get $end)
          (local.get $most)))
      (if (local.get $full) (then (return (local.get $full))))
      (local.set $from (i32.add (local.get $from) (i32.const 2046)))
      (br $again)))
  (local.get $from))
