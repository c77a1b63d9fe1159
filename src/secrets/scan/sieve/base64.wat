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
  (unreachable))
