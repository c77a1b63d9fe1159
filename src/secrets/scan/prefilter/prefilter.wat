;; The prefilter of the keyword search: where in a text a keyword may begin.
;;
;; The four bytes at a position, folded to lower case, are hashed and looked up in a bitmap of the beginnings of all
;; keywords; four positions at a time, as few of them hold. Of a looked up byte only the lowest bit counts. Memory: 0..32767 the bitmap, then what the caller places.
(module
  (memory (export "memory") 7)

  ;; Writes the positions from $from and before $to at which a keyword may begin to $out, as 32 bit numbers; gives their
  ;; number. A few bytes behind $to are looked at and must be there; positions among them may be given too.
  (func (export "search") (param $from i32) (param $to i32) (param $out i32) (result i32)
    (local $at i32) (local $end i32) (local $hash i32) (local $a i32) (local $b i32) (local $c i32) (local $d i32)
    (local.set $at (local.get $from))
    (local.set $end (local.get $out))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $to)))
        (local.set $a
          (i32.shr_u
            (i32.load8_u
              (i32.shr_u
                (local.tee $hash
                  (i32.shr_u
                    (i32.mul
                      (i32.or (i32.load (local.get $at)) (i32.const 0x20202020))
                      (i32.const 0x9e3779b1))
                    (i32.const 14)))
                (i32.const 3)))
            (i32.and (local.get $hash) (i32.const 7))))
        (local.set $b
          (i32.shr_u
            (i32.load8_u
              (i32.shr_u
                (local.tee $hash
                  (i32.shr_u
                    (i32.mul
                      (i32.or (i32.load offset=1 (local.get $at)) (i32.const 0x20202020))
                      (i32.const 0x9e3779b1))
                    (i32.const 14)))
                (i32.const 3)))
            (i32.and (local.get $hash) (i32.const 7))))
        (local.set $c
          (i32.shr_u
            (i32.load8_u
              (i32.shr_u
                (local.tee $hash
                  (i32.shr_u
                    (i32.mul
                      (i32.or (i32.load offset=2 (local.get $at)) (i32.const 0x20202020))
                      (i32.const 0x9e3779b1))
                    (i32.const 14)))
                (i32.const 3)))
            (i32.and (local.get $hash) (i32.const 7))))
        (local.set $d
          (i32.shr_u
            (i32.load8_u
              (i32.shr_u
                (local.tee $hash
                  (i32.shr_u
                    (i32.mul
                      (i32.or (i32.load offset=3 (local.get $at)) (i32.const 0x20202020))
                      (i32.const 0x9e3779b1))
                    (i32.const 14)))
                (i32.const 3)))
            (i32.and (local.get $hash) (i32.const 7))))
        (if
          (i32.and
            (i32.or (i32.or (local.get $a) (local.get $b)) (i32.or (local.get $c) (local.get $d)))
            (i32.const 1))
          (then
            ;; Each is written, and kept where it holds.
            (i32.store (local.get $end) (local.get $at))
            (local.set $end (i32.add (local.get $end) (i32.shl (i32.and (local.get $a) (i32.const 1)) (i32.const 2))))
            (i32.store (local.get $end) (i32.add (local.get $at) (i32.const 1)))
            (local.set $end (i32.add (local.get $end) (i32.shl (i32.and (local.get $b) (i32.const 1)) (i32.const 2))))
            (i32.store (local.get $end) (i32.add (local.get $at) (i32.const 2)))
            (local.set $end (i32.add (local.get $end) (i32.shl (i32.and (local.get $c) (i32.const 1)) (i32.const 2))))
            (i32.store (local.get $end) (i32.add (local.get $at) (i32.const 3)))
            (local.set $end (i32.add (local.get $end) (i32.shl (i32.and (local.get $d) (i32.const 1)) (i32.const 2))))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next)))
    (i32.shr_u (i32.sub (local.get $end) (local.get $out)) (i32.const 2))))
