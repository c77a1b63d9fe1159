;; Which ways of hiding text begin anywhere from $from and before $to, as bits: 1 for `%` and two digits of base 16, 2 for
;; an escape, 4 for `H4sI`, which every gzip stream in base64 begins with. None that it does not name is there.
(func (export "hidden") (param $from i32) (param $to i32) (result i32)
  (local $bits i32) (local $bytes v128) (local $mask i32) (local $at i32) (local $byte i32)
  (block $done
    (loop $next
      (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
      (br_if $done (i32.eq (local.get $bits) (i32.const 7)))
      (local.set $bytes (v128.load (local.get $from)))
      (local.set $mask
        (i8x16.bitmask
          (v128.or
            (v128.or
              (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x25)))
              (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x5c))))
            (v128.and
              (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x48)))
              (i8x16.eq (v128.load offset=1 (local.get $from)) (i8x16.splat (i32.const 0x34)))))))
      (loop $bit
        (if (local.get $mask)
          (then
            (local.set $at (i32.add (local.get $from) (i32.ctz (local.get $mask))))
            (br_if $done (i32.ge_u (local.get $at) (local.get $to)))
            (local.set $byte (i32.load8_u (local.get $at)))
            (if (i32.eq (local.get $byte) (i32.const 0x25))
              (then
                (if
                  (i32.and
                    (i32.ne (i32.load8_u offset=0xCC00 (i32.load8_u offset=1 (local.get $at))) (i32.const 0xff))
                    (i32.ne (i32.load8_u offset=0xCC00 (i32.load8_u offset=2 (local.get $at))) (i32.const 0xff)))
                  (then (local.set $bits (i32.or (local.get $bits) (i32.const 1))))))
              (else
                (if (i32.eq (local.get $byte) (i32.const 0x5c))
                  (then
                    (local.set $byte (i32.load8_u offset=1 (local.get $at)))
                    (if
                      (i32.or
                        (i32.eq (local.get $byte) (i32.const 0x75))
                        (i32.ne (i32.load8_u offset=0xCD00 (local.get $byte)) (i32.const 0)))
                      (then (local.set $bits (i32.or (local.get $bits) (i32.const 2))))))
                  (else
                    (if (i32.eq (i32.load (local.get $at)) (i32.const 0x49733448))
                      (then (local.set $bits (i32.or (local.get $bits) (i32.const 4)))))))))
            (local.set $mask (i32.and (local.get $mask) (i32.sub (local.get $mask) (i32.const 1))))
            (br $bit))))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (br $next)))
  (local.get $bits))
