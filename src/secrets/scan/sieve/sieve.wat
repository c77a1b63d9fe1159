;; What the scanner asks of every byte, as one module: where a keyword stands, where base64 begins that can be read,
;; where it ends, how many lines there are.
;;
;; Memory, in this order; the numbers are those of layout.ts:
;;   0x0000  a bitmap over the hash of the first four bytes of every keyword, folded to lower case (32 KiB)
;;   0x8000  for each value of the upper 12 bits of a hash the address of its first keyword, or 0 (16 KiB)
;;   0xC000  for each byte what digit of base64 it is: 0 none, 1 common to all alphabets, 2 `-` and `_` of URLs
;;   0xC100  for each byte the value of that digit
;;   0xC200  for each byte 1 where it may be part of a text
;;   0xC300  of each of three bytes, by their lower five bits, which buckets have them; of the third by its upper four (112 bytes)
;;   0xC400  for each mask of eight bits where they are, the lowest one first (2 KiB)
;;   0xD000  a list of offsets, and at 0xE100 another one: what the buckets let through, and what the bitmap does
;;   0x10000 the output: pairs of a position and the number of a keyword (64 KiB)
;;   0x20000 the keywords: next of the same bucket (4 bytes), number (4), length (4), then for each eight bytes which of
;;           their bits do not count, and the bytes with those bits set
;;   then 16 zero bytes, the text, and 256 zero bytes. All addresses are of this memory.
(module
  (memory (export "memory") 7)
  ;; How many pairs there are in the output.
  (global $found (export "found") (mut i32) (i32.const 0))

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
  ;; or more; gives the position that it came to then, else 0. Eight bytes are compared at a time.
  (func $collect (param $base i32) (param $asked i32) (param $end i32) (param $most i32) (result i32)
    (local $next i32) (local $at i32) (local $keyword i32) (local $left i32) (local $byte i32) (local $word i32) (local $pair i32)
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
                      (i64.or (i64.load (local.get $byte)) (i64.load offset=12 (local.get $word)))
                      (i64.load offset=20 (local.get $word))))
                  (local.set $byte (i32.add (local.get $byte) (i32.const 8)))
                  (local.set $word (i32.add (local.get $word) (i32.const 16)))
                  (br_if $words
                    (i32.gt_s (local.tee $left (i32.sub (local.get $left) (i32.const 8))) (i32.const 0))))
                (local.set $pair (i32.shl (global.get $found) (i32.const 3)))
                (i32.store offset=0x10000 (local.get $pair) (local.get $at))
                (i32.store offset=0x10004 (local.get $pair) (i32.load offset=4 (local.get $keyword)))
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

  ;; Where four bytes stand that begin at $from or later and before $to, or 0; $word has them, the first one lowest.
  (func (export "find") (param $from i32) (param $to i32) (param $word i32) (result i32)
    (local $first v128) (local $mask i32) (local $at i32)
    (local.set $first (i8x16.splat (local.get $word)))
    (block $none
      (loop $next
        (br_if $none (i32.ge_u (local.get $from) (local.get $to)))
        (local.set $mask (i8x16.bitmask (i8x16.eq (v128.load (local.get $from)) (local.get $first))))
        (loop $bit
          (if (local.get $mask)
            (then
              (local.set $at (i32.add (local.get $from) (i32.ctz (local.get $mask))))
              (br_if $none (i32.ge_u (local.get $at) (local.get $to)))
              (if (i32.eq (i32.load (local.get $at)) (local.get $word)) (then (return (local.get $at))))
              (local.set $mask (i32.and (local.get $mask) (i32.sub (local.get $mask) (i32.const 1))))
              (br $bit))))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (br $next)))
    (i32.const 0))

  ;; How many line feeds there are from $from and before $to.
  (func (export "lines") (param $from i32) (param $to i32) (result i32)
    (local $at i32) (local $count i32)
    (local.set $at (local.get $from))
    (block $rest
      (loop $next
        (br_if $rest (i32.gt_u (i32.add (local.get $at) (i32.const 16)) (local.get $to)))
        (local.set $count
          (i32.add
            (local.get $count)
            (i32.popcnt
              (i8x16.bitmask (i8x16.eq (v128.load (local.get $at)) (i8x16.splat (i32.const 0x0a)))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $to)))
        (local.set $count
          (i32.add (local.get $count) (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x0a))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    (local.get $count))

  (func $digit (param $at i32) (result i32)
    (i32.load8_u offset=0xC000 (i32.load8_u (local.get $at))))

  ;; The end of a run of digits, up to $most; $last is 2 where those of URLs count too, else 1.
  (func $endOfDigits (param $from i32) (param $most i32) (param $last i32) (result i32)
    (local $digit i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $from) (local.get $most)))
        (local.set $digit (i32.load8_u offset=0xC000 (i32.load8_u (local.get $from))))
        (br_if $done (i32.eqz (local.get $digit)))
        (br_if $done (i32.gt_u (local.get $digit) (local.get $last)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $next)))
    (local.get $from))

  ;; The beginning of the run of digits that ends at $from, not more than $most before it.
  (func $startOfDigits (param $from i32) (param $most i32) (result i32)
    (local $start i32)
    (local.set $start (local.get $from))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (i32.sub (local.get $from) (local.get $start)) (local.get $most)))
        (br_if $done (i32.eqz (call $digit (i32.sub (local.get $start) (i32.const 1)))))
        (local.set $start (i32.sub (local.get $start) (i32.const 1)))
        (br $next)))
    (local.get $start))

  ;; Where the text of the next line begins, where nothing but a line's end lies between, else 0.
  (func $nextLine (param $at i32) (result i32)
    (local $most i32) (local $byte i32)
    (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x0d))
      (then (local.set $at (i32.add (local.get $at) (i32.const 1)))))
    (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x0a)) (then (return (i32.const 0))))
    (local.set $at (i32.add (local.get $at) (i32.const 1)))
    (local.set $most (i32.add (local.get $at) (i32.const 64)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $most)))
        (local.set $byte (i32.load8_u (local.get $at)))
        (br_if $done
          (i32.and
            (i32.ne (local.get $byte) (i32.const 0x20))
            (i32.ne (local.get $byte) (i32.const 0x09))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    (local.get $at))

  ;; The end of the digits that begin at $start, and of the lines of 60 to 128 digits that go on with them, up to $most.
  ;; With $inside, the digits began before.
  (func $endOfLines (export "endOfLines")
    (param $start i32) (param $most i32) (param $last i32) (param $inside i32) (result i32)
    (local $end i32) (local $line i32) (local $next i32) (local $length i32)
    (local.set $line (local.get $start))
    (if (local.get $inside)
      (then (local.set $line (call $startOfDigits (local.get $start) (i32.const 129)))))
    (local.set $end (call $endOfDigits (local.get $start) (local.get $most) (local.get $last)))
    (block $done
      (loop $again
        (br_if $done (i32.ge_u (local.get $end) (local.get $most)))
        (local.set $length (i32.sub (local.get $end) (local.get $line)))
        (br_if $done (i32.lt_u (local.get $length) (i32.const 60)))
        (br_if $done (i32.gt_u (local.get $length) (i32.const 128)))
        (local.set $next (call $nextLine (local.get $end)))
        (br_if $done (i32.eqz (local.get $next)))
        (br_if $done (i32.ne (call $digit (local.get $next)) (i32.const 1)))
        (local.set $line (local.get $next))
        (local.set $end (call $endOfDigits (local.get $next) (local.get $most) (local.get $last)))
        (br $again)))
    (local.get $end))

  ;; Whether the first 24 digits at $start decode to text: what does not is not worth decoding.
  (func $isReadable (export "isReadable") (param $start i32) (result i32)
    (local $at i32) (local $end i32) (local $bits i32) (local $place i32)
    (local.set $at (local.get $start))
    (local.set $end
      (call $endOfDigits (local.get $start) (i32.add (local.get $start) (i32.const 24)) (i32.const 2)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $bits
          (i32.and
            (i32.or
              (i32.shl (local.get $bits) (i32.const 6))
              (i32.load8_u offset=0xC100 (i32.load8_u (local.get $at))))
            (i32.const 0xffff)))
        (local.set $place (i32.and (i32.sub (local.get $at) (local.get $start)) (i32.const 3)))
        (if (local.get $place)
          (then
            (if
              (i32.eqz
                (i32.load8_u offset=0xC200
                  (i32.and
                    (i32.shr_u
                      (local.get $bits)
                      (i32.sub (i32.const 6) (i32.shl (local.get $place) (i32.const 1))))
                    (i32.const 0xff))))
              (then (return (i32.const 0))))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    (i32.const 1))

  ;; The end of a value in base64, up to $most. A `-` ends most words that are no base64 at all.
  (func $endOfValue (export "endOfValue") (param $start i32) (param $most i32) (param $inside i32) (result i32)
    (local $end i32)
    (local.set $end
      (call $endOfLines (local.get $start) (local.get $most) (i32.const 1) (local.get $inside)))
    (if (i32.ne (call $digit (local.get $end)) (i32.const 2)) (then (return (local.get $end))))
    (if (i32.eqz (call $isReadable (local.get $start))) (then (return (local.get $end))))
    (call $endOfLines (local.get $start) (local.get $most) (i32.const 2) (local.get $inside)))

  ;; Where the value begins of which a run of digits begins at $run: there, or before it where it is written for URLs
  ;; and decodes to text from there.
  (func $startOfValue (param $run i32) (result i32)
    (local $start i32)
    (if (i32.ne (call $digit (i32.sub (local.get $run) (i32.const 1))) (i32.const 2))
      (then (return (local.get $run))))
    (local.set $start (call $startOfDigits (local.get $run) (i32.const 160)))
    (select (local.get $start) (local.get $run) (call $isReadable (local.get $start))))

  ;; The first run of 24 digits that begins at $from or later and before $limit, or 0. It looks at each 24th byte first.
  (func $nextRun (param $from i32) (param $limit i32) (param $end i32) (result i32)
    (local $probe i32)
    (block $none
      (loop $next
        (br_if $none (i32.ge_u (local.get $from) (local.get $limit)))
        (local.set $probe (i32.add (local.get $from) (i32.const 23)))
        (br_if $none (i32.ge_u (local.get $probe) (local.get $end)))
        (loop $back
          (if (i32.lt_u (local.get $probe) (local.get $from)) (then (return (local.get $from))))
          (if (i32.eq (i32.load8_u offset=0xC000 (i32.load8_u (local.get $probe))) (i32.const 1))
            (then
              (local.set $probe (i32.sub (local.get $probe) (i32.const 1)))
              (br $back))))
        (local.set $from (i32.add (local.get $probe) (i32.const 1)))
        (br $next)))
    (i32.const 0))

  ;; Where the next value in base64 begins that can be read, or is longer than $segment, or reaches $limit; 0 where
  ;; none begins before $limit.
  (func (export "nextValue")
    (param $from i32) (param $limit i32) (param $end i32) (param $segment i32) (result i32)
    (local $run i32) (local $start i32) (local $most i32) (local $stop i32)
    (loop $again
      ;; What is left of a run that was taken is none.
      (if (i32.eq (call $digit (i32.sub (local.get $from) (i32.const 1))) (i32.const 1))
        (then (local.set $from (call $endOfDigits (local.get $from) (local.get $limit) (i32.const 1)))))
      (local.set $run (call $nextRun (local.get $from) (local.get $limit) (local.get $end)))
      (if (i32.eqz (local.get $run)) (then (return (i32.const 0))))
      (local.set $start (call $startOfValue (local.get $run)))
      (if (call $isReadable (local.get $start)) (then (return (local.get $start))))
      (local.set $most (i32.add (i32.add (local.get $start) (local.get $segment)) (i32.const 1)))
      (local.set $most
        (select (local.get $end) (local.get $most) (i32.lt_u (local.get $end) (local.get $most))))
      (local.set $stop (call $endOfValue (local.get $start) (local.get $most) (i32.const 0)))
      (if (i32.ge_u (local.get $stop) (local.get $limit)) (then (return (local.get $start))))
      (if (i32.gt_u (i32.sub (local.get $stop) (local.get $start)) (local.get $segment))
        (then (return (local.get $start))))
      (local.set $from (local.get $stop))
      (br $again))
    (unreachable)))
