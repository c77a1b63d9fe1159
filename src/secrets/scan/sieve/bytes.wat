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
