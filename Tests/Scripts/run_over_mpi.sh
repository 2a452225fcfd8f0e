#!/bin/bash
# Four workers of pong spinup as threads, as MPI ranks on this machine, and as MPI ranks on two
# network namespaces with addresses of their own that know each other by TCP alone: the weights must
# be the same to the bit. Needs root, iproute2, openmpi-bin, python3 and a program with MPI:
#
#   swift build -c release --traits MPI --scratch-path .build-mpi
#   Tests/Scripts/run_over_mpi.sh .build-mpi/release/pong
set -euo pipefail
pong=$(realpath "$1")
work=$(mktemp -d)
tag=pong$$
clean() {
  ip netns del "$tag-a" 2> "$work/null" || true
  ip netns del "$tag-b" 2> "$work/null" || true
  rm -rf "$work"
}
trap clean EXIT

export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
run=("$pong" spinup vpg --env Pong-ram-v0 --hid "[32]" --epochs 4 --steps_per_epoch 2000
  --train_v_iters 10 --seed 3 --quiet --threads 1 --exp_name run)

"${run[@]}" --cpu 4 --data_dir "$work/threads" > "$work/threads.txt"
mpirun --oversubscribe -np 4 "${run[@]}" --data_dir "$work/ranks" > "$work/ranks.txt"

# Two machines of the poor: a cable between them, and a shell in place of ssh.
ip netns add "$tag-a"
ip netns add "$tag-b"
ip link add v$$a netns "$tag-a" type veth peer name v$$b netns "$tag-b"
for end in a:10.77.0.1 b:10.77.0.2; do
  ip -n "$tag-${end%%:*}" addr add "${end#*:}/24" dev "v$$${end%%:*}"
  ip -n "$tag-${end%%:*}" link set "v$$${end%%:*}" up
  ip -n "$tag-${end%%:*}" link set lo up
done
cat > "$work/agent" << AGENT
#!/bin/bash
# mpirun calls: agent HOST COMMAND...
shift
exec ip netns exec $tag-b unshare --uts sh -c "hostname second; \$*"
AGENT
chmod +x "$work/agent"
ip netns exec "$tag-a" mpirun --oversubscribe --host 10.77.0.1:2,10.77.0.2:2 -np 4 \
  --mca plm_rsh_agent "$work/agent" --mca btl tcp,self --mca btl_tcp_if_include 10.77.0.0/24 \
  --mca oob_tcp_if_include 10.77.0.0/24 \
  "${run[@]}" --data_dir "$work/namespaces" > "$work/namespaces.txt"
sent=$(ip -n "$tag-a" -s link show "v$$a" | awk '/TX:/ { getline; print $1 }')

python3 - "$work" << 'CHECK'
import json, struct, sys

def tensors(kind):
    data = open(f"{sys.argv[1]}/{kind}/run/run_s3/checkpoint.safetensors", "rb").read()
    size = struct.unpack("<Q", data[:8])[0]
    names = [n for n in json.loads(data[8 : 8 + size]) if n != "__metadata__"]
    return sorted(names), data[8 + size :]

threads, ranks, namespaces = map(tensors, ("threads", "ranks", "namespaces"))
assert threads == ranks, "ranks are not threads"
assert threads == namespaces, "ranks on two hosts are not threads"
print(f"threads, ranks and ranks on two hosts have the same {len(threads[0])} tensors, {len(threads[1])} bytes")
CHECK
echo "$sent bytes went over the cable"
