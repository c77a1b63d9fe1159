;; Looks at the bytes around a keyword, that say for sure where an expression does not match: a look costs much less than
;; the expression. Each look is a bit, and each class of bytes too: looks.ts says which.

;; Whether a byte is of a class, by the table of 16 bits for each byte.
(func $is (param $at i32) (param $class i32) (result i32)
  (i32.ne
    (i32.and
      (i32.load16_u offset=0xCE00 (i32.shl (i32.load8_u (local.get $at)) (i32.const 1)))
      (local.get $class))
    (i32.const 0)))

;; Behind at most so many bytes of a class.
(func $skip (param $at i32) (param $class i32) (param $most i32) (result i32)
  (local.set $most (i32.add (local.get $at) (local.get $most)))
  (block $done
    (loop $next
      (br_if $done (i32.ge_u (local.get $at) (local.get $most)))
      (br_if $done (i32.eqz (call $is (local.get $at) (local.get $class))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $next)))
  (local.get $at))

;; Before at most so many bytes of a class, which end there.
(func $skipBack (param $at i32) (param $class i32) (param $most i32) (result i32)
  (local.set $most (i32.sub (local.get $at) (local.get $most)))
  (block $done
    (loop $next
      (br_if $done (i32.le_u (local.get $at) (local.get $most)))
      (br_if $done (i32.eqz (call $is (i32.sub (local.get $at) (i32.const 1)) (local.get $class))))
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (br $next)))
  (local.get $at))

;; Behind the quote that may stand there.
(func $unquoted (param $at i32) (result i32)
  (i32.add (local.get $at) (call $is (local.get $at) (i32.const 0x1))))

;; Before the quote that may end there.
(func $unquotedBefore (param $at i32) (result i32)
  (i32.sub (local.get $at) (call $is (i32.sub (local.get $at) (i32.const 1)) (i32.const 0x1))))

;; Whether a value may stand behind the first character of a sign, which may have one more.
(func $mayBeValue (param $at i32) (result i32)
  (local $byte i32)
  (local.set $byte (i32.load8_u (local.get $at)))
  (if (i32.or (i32.eq (local.get $byte) (i32.const 0x3d)) (i32.eq (local.get $byte) (i32.const 0x3e)))
    (then (return (i32.const 1))))
  (i32.eqz (call $is (call $skip (local.get $at) (i32.const 0x2) (i32.const 40)) (i32.const 0x20))))

;; Whether `value` or `required` may stand there, as behind the name of a variable or of a parameter.
(func $mayBeField (param $at i32) (result i32)
  (local $letter i32)
  (local.set $at (call $unquoted (local.get $at)))
  (local.set $letter (i32.or (i32.load8_u (local.get $at)) (i32.const 0x20)))
  (if (i32.eq (local.get $letter) (i32.const 0x72)) (then (return (i32.const 1))))
  (if (i32.ne (local.get $letter) (i32.const 0x76)) (then (return (i32.const 0))))
  (call $is (i32.add (local.get $at) (i32.const 5)) (i32.const 0x40)))

;; Whether two dashes stand in the word that ends at $end, or shortly before it.
(func $isOption (param $at i32) (param $end i32) (result i32)
  (local.set $at (call $skipBack (local.get $at) (i32.const 0x8) (i32.const 64)))
  (block $none
    (loop $next
      (br_if $none (i32.ge_u (local.get $at) (local.get $end)))
      (if (i32.eq (i32.load16_u (local.get $at)) (i32.const 0x2d2d)) (then (return (i32.const 1))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $next)))
  (i32.const 0))

;; Whether a sign and a value go on behind the word that ends at $end: what `separator` says of the rules.
(func $isAssigned (param $at i32) (param $end i32) (result i32)
  (local $next i32) (local $sign i32) (local $field i32) (local $byte i32)
  (local.set $next (call $unquoted (local.get $end)))
  (local.set $sign (call $skip (local.get $next) (i32.const 0x2) (i32.const 4)))
  (local.set $byte (i32.load8_u (local.get $sign)))
  (if
    (i32.or
      (i32.eq (local.get $byte) (i32.const 0x3a))
      (i32.or (i32.eq (local.get $byte) (i32.const 0x3d)) (i32.eq (local.get $byte) (i32.const 0x3e))))
    (then (return (call $mayBeValue (i32.add (local.get $sign) (i32.const 1))))))
  (local.set $byte (i32.load8_u (local.get $next)))
  (local.set $field
    (call $skip
      (i32.add (local.get $next) (i32.eq (local.get $byte) (i32.const 0x2c)))
      (i32.const 0x4)
      (i32.const 60)))
  (if (i32.gt_u (local.get $field) (local.get $next))
    (then (if (call $mayBeField (local.get $field)) (then (return (i32.const 1))))))
  (if (i32.ne (local.get $byte) (i32.const 0x20)) (then (return (i32.const 0))))
  (call $isOption (local.get $at) (local.get $end)))

;; Whether the word is all the value of a field that is called a name.
(func $isName (param $at i32) (param $end i32) (result i32)
  (local $sign i32)
  (if
    (i32.eqz
      (call $is
        (call $skip (call $unquoted (local.get $end)) (i32.const 0x2) (i32.const 8))
        (i32.const 0x10)))
    (then (return (i32.const 0))))
  (local.set $sign
    (i32.sub
      (call $skipBack
        (call $unquotedBefore (call $skipBack (local.get $at) (i32.const 0x80) (i32.const 60)))
        (i32.const 0x2)
        (i32.const 4))
      (i32.const 1)))
  (if (i32.ne (i32.load8_u (local.get $sign)) (i32.const 0x3a)) (then (return (i32.const 0))))
  (call $is
    (i32.sub
      (call $unquotedBefore (call $skipBack (local.get $sign) (i32.const 0x2) (i32.const 4)))
      (i32.const 1))
    (i32.const 0x800)))

;; Whether twenty characters of a value stand behind the keyword.
(func $isLong (param $end i32) (result i32)
  (local $start i32)
  (local.set $start (call $unquoted (call $skip (local.get $end) (i32.const 0x2) (i32.const 4))))
  (i32.eq
    (i32.sub (call $skip (local.get $start) (i32.const 0x100) (i32.const 20)) (local.get $start))
    (i32.const 20)))

;; Whether three dashes part groups of five characters, the first of them less than 96 bytes on.
(func $hasGroups (param $at i32) (result i32)
  (local $limit i32) (local $mask i32)
  (local.set $limit (i32.add (local.get $at) (i32.const 96)))
  (loop $next
    ;; Dashes that have one six bytes on, and another one twelve.
    (local.set $mask
      (i8x16.bitmask
        (v128.and
          (i8x16.eq (v128.load (local.get $at)) (i8x16.splat (i32.const 0x2d)))
          (v128.and
            (i8x16.eq (v128.load offset=6 (local.get $at)) (i8x16.splat (i32.const 0x2d)))
            (i8x16.eq (v128.load offset=12 (local.get $at)) (i8x16.splat (i32.const 0x2d)))))))
    (if (local.get $mask) (then (return (i32.const 1))))
    (br_if $next
      (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $limit))))
  (i32.const 0))

;; Whether a sign follows, and a dot where it stands in a bootstrap token.
(func $isDotted (param $end i32) (result i32)
  (local $limit i32)
  (if (i32.eqz (call $is (local.get $end) (i32.const 0x400))) (then (return (i32.const 0))))
  (local.set $limit (i32.add (local.get $end) (i32.const 12)))
  (block $none
    (loop $next
      (if (i32.eq (i32.load8_u (local.get $end)) (i32.const 0x2e)) (then (return (i32.const 1))))
      (br_if $next
        (i32.lt_u (local.tee $end (i32.add (local.get $end) (i32.const 1))) (local.get $limit)))))
  (i32.const 0))

;; Which of the looks in $asked leave it open that something is there.
(func $looks (param $at i32) (param $end i32) (param $asked i32) (result i32)
  (local $left i32) (local $word i32)
  (local.set $left (i32.and (local.get $asked) (i32.const 0x8000)))
  (if (i32.and (local.get $asked) (i32.const 0x3))
    (then
      (local.set $word (call $skip (local.get $end) (i32.const 0x8) (i32.const 25)))
      (if (i32.le_u (i32.sub (local.get $word) (local.get $end)) (i32.const 24))
        (then
          (if (i32.and (local.get $asked) (i32.const 0x1))
            (then (local.set $left (i32.or (local.get $left) (call $isAssigned (local.get $at) (local.get $word))))))
          (if (i32.and (local.get $asked) (i32.const 0x2))
            (then
              (local.set $left
                (i32.or
                  (local.get $left)
                  (i32.shl (call $isName (local.get $at) (local.get $word)) (i32.const 1))))))))))
  (if (i32.and (local.get $asked) (i32.const 0x4))
    (then (local.set $left (i32.or (local.get $left) (i32.shl (call $isLong (local.get $end)) (i32.const 2))))))
  (if (i32.and (local.get $asked) (i32.const 0x8))
    (then (local.set $left (i32.or (local.get $left) (i32.shl (call $hasGroups (local.get $at)) (i32.const 3))))))
  (if (i32.and (local.get $asked) (i32.const 0x10))
    (then (local.set $left (i32.or (local.get $left) (i32.shl (call $isDotted (local.get $end)) (i32.const 4))))))
  (if (i32.and (local.get $asked) (i32.const 0x20))
    (then
      (local.set $left
        (i32.or
          (local.get $left)
          (i32.shl (call $is (i32.sub (local.get $at) (i32.const 1)) (i32.const 0x200)) (i32.const 5))))))
  (local.get $left))
