/**
 * Makes a private root and runs the container's command in it. Fixed text: everything that differs comes in as
 * arguments (`operation` words, then `--`, then the command) and as numbered environment variables, never as shell text.
 *
 * It says on descriptor 3: `pid N` (its process id outside), then `start`, `missing PATH`, `refused PATH` or
 * `error WHAT`. The tools are the host's, by way of the old root, whatever the image laid over /usr.
 */
const setUpScript = String.raw`
set -u
exec 2>&4 4>&-
fail() { printf 'error %s\n' "$*" >&3; exit 125; }
PATH=/usr/sbin:/usr/bin:/sbin:/bin
umask 022
read -r pid name state parent rest </proc/self/stat || fail 'read /proc/self/stat'
[ "$parent" = "$SUPERVISOR" ] || exit 125
printf 'pid %s\n' "$pid" >&3

[ "$1" = base ] || fail 'no base'
why=$(mount -t tmpfs -o mode=0755 tmpfs "$2" 2>&1) || fail "mount tmpfs: $why"
cd "$2" || fail "cd $2"
shift 2
mkdir root up work image root/.old || fail 'mkdir in the new root'
why=$(mount --bind root root 2>&1) || fail "bind the new root: $why"
while :; do
  case $1 in
    hostname) hostname "$2" 2>/dev/null; shift 2 ;;
    image) why=$(mount --bind "$2" image 2>&1) || fail "bind the image's files: $why"; shift 2 ;;
    place)
      mkdir -p "up/$3" || fail "mkdir $3"
      if [ "$2" = directory ]; then mkdir -p "up/$3/$4"
      else mkdir -p "$(dirname "up/$3/$4")" && : >"up/$3/$4"; fi || fail "make $4"
      shift 4 ;;
    layer)
      mkdir -p "up/$2" "work/$2" "root/$2" && chmod "$3" "up/$2" || fail "mkdir $2"
      options="lowerdir=$4,upperdir=up/$2,workdir=work/$2"
      why=$(mount -t overlay -o "$options,userxattr" overlay "root/$2" 2>&1) ||
        why=$(mount -t overlay -o "$options" overlay "root/$2" 2>&1) ||
        case $4 in
          /*) mount --rbind "$4" "root/$2" && mount -o remount,bind,ro "root/$2" ;;
          *) false ;;
        esac || fail "overlay on /$2: $why"
      shift 4 ;;
    tree) { mkdir -p "root/$2" && cp -a "$3/." "root/$2/"; } 2>/dev/null; shift 3 ;;
    file)
      why=$(cp -p "$3" "root/$2" 2>&1) || case $3 in image/*) fail "$why" ;; esac
      shift 3 ;;
    link) [ -e "root/$3" ] || ln -s "$2" "root/$3" || fail "link $3"; shift 3 ;;
    directory) mkdir -p -m "$2" "root/$3" || fail "mkdir $3"; shift 3 ;;
    pivot) shift; break ;;
    *) fail "unknown operation $1" ;;
  esac
done

cd root && pivot_root . .old || fail 'pivot_root'
cd / || fail 'cd /'
PATH=/.old/usr/sbin:/.old/usr/bin:/.old/sbin:/.old/bin
why=$(mount -t proc proc /proc 2>&1) || fail "mount /proc: $why"
{ mount --bind /proc/sys /proc/sys && mount -o remount,bind,ro /proc/sys; } 2>/dev/null
while :; do
  case $1 in
    device) : >"/dev/$2" && mount --bind "/.old/dev/$2" "/dev/$2" || fail "bind /dev/$2"; shift 2 ;;
    link) ln -s "$2" "$3" || fail "link $3"; shift 3 ;;
    hide) [ ! -e "$2" ] || mount --bind /dev/null "$2" 2>/dev/null; shift 2 ;;
    bind)
      source=/.old$3 target=$4
      if [ -d "$source" ]; then mkdir -p "$target" || fail "mkdir $target"
      elif [ ! -e "$target" ]; then mkdir -p "$(dirname "$target")" && : >"$target" || fail "create $target"; fi
      why=$(mount --rbind "$source" "$target" 2>&1) || fail "bind $target: $why"
      if [ "$2" = ro ]; then why=$(mount -o remount,bind,ro "$target" 2>&1) || fail "read-only $target: $why"; fi
      shift 4 ;;
    *) break ;;
  esac
done
[ "$1" = run ] || fail "unknown operation $1"
workdir=$2 ids=$3
shift 4
mkdir -p "$workdir" 2>/dev/null
cd "$workdir" || fail "working directory $workdir"

umount -l /.old && rmdir /.old 2>/dev/null
PATH=/usr/sbin:/usr/bin:/sbin:/bin
setpriv=$(command -v setpriv) || fail 'no setpriv'
`

/** Runs a command in a container that is running already; the same arguments from `run` on, the same words on descriptor 3. */
const enterScript = String.raw`
set -u
fail() { printf 'error %s\n' "$*" >&3; exit 125; }
umask 022
PATH=/usr/sbin:/usr/bin:/sbin:/bin
workdir=$2 ids=$3
shift 4
cd "$workdir" || fail "working directory $workdir"
setpriv=$(command -v setpriv) || fail 'no setpriv'
`

/**
 * The end of both: find the command as a container runtime does, so that a missing one is told from one that fails;
 * put the container's environment (E0, E1, ...: whole assignments) in place of ours; drop rights; become the command.
 * The words before the `--` of `run` are setpriv's.
 */
const becomeScript = String.raw`
found=
case $1 in
  */*) found=$1; [ -e "$1" ] || { printf 'missing %s\n' "$1" >&3; exit 127; } ;;
  *)
    rest=$CONTAINER_PATH:
    while [ -n "$rest" ] && [ -z "$found" ]; do
      directory=${'$'}{rest%%:*}
      rest=${'$'}{rest#*:}
      [ -f "$directory/$1" ] && [ -x "$directory/$1" ] && found=$directory/$1
    done
    [ -n "$found" ] || { printf 'missing %s\n' "$1" >&3; exit 127; } ;;
esac
[ -f "$found" ] && [ -x "$found" ] || { printf 'refused %s\n' "$1" >&3; exit 126; }
set -- "$setpriv" --no-new-privs --inh-caps=-all "--bounding-set=$CAPABILITIES" --pdeathsig=KILL -- "$@"
[ -z "$ids" ] || { shift; set -- "$setpriv" "--reuid=${'$'}{ids%%:*}" "--regid=${'$'}{ids#*:}" --clear-groups "$@"; }
index=$ENVIRONMENT_SIZE
while [ "$index" -gt 0 ]; do
  index=$((index - 1))
  eval "set -- \"\$E$index\" \"\$@\""
done
printf 'start\n' >&3
exec 3>&-
exec env -i "$@"
`

/**
 * Starts the first process of a new pid namespace and passes on how it ended. `unshare --fork` would do that, but some
 * of its versions fail when the process was killed. Descriptor 4 keeps the container's errors apart from this shell's,
 * which would say "Killed" in them. It lives as long as the container, and in a list of processes its command line is to
 * be short: so what it runs is in the environment.
 *
 * Who started it may be gone before the kernel knows that this goes too: hence the looks at the parent, here and above.
 */
export const superviseScript = String.raw`
[ "$PPID" = "$STARTED_BY" ] || exit 125
exec 4>&2 2>/dev/null
SUPERVISOR=$$ setpriv --pdeathsig KILL sh -c "$SET_UP" sh "$@"
exit $?
`

/** The whole of what starts a container. */
export const startScript = setUpScript + becomeScript

/** The whole of what runs a command in one. */
export const execScript = enterScript + becomeScript
