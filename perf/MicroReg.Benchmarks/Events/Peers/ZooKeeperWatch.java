import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * Changes records in ZooKeeper and watches them there, through ZooKeeper's own Java client. It sends, hears and reads in one
 * process, on one clock, and prints what it measured; it takes orders on standard input:
 *   fill FROM TO           creates records, prints "filled"
 *   run RATE COUNT         COUNT changes, RATE a second; prints a line for each change, then "done LATEST"
 * A line has nanoseconds since the change was sent: answer, then for each watching session when the watch fired and when
 * the record had been read, -1 for what did not come. LATEST is by how many nanoseconds the latest change was sent too late.
 * A watch tells only that a record has changed, so a subscriber that wants its state has to read it.
 */
public final class ZooKeeperWatch {
    static final String ROOT = "/services";
    static final int PER_SERVICE = 10;
    static final int BATCH = 500;
    static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    /** The changes of the run that is on. */
    static volatile Run run = new Run(1, 1, 0);
    static boolean[] stopped = new boolean[0];
    static int next;

    static final class Run {
        final int count;
        final int first;
        final int records;
        final long[] sent;
        final AtomicLongArray answered;

        Run(int count, int records, int first) {
            this.count = count;
            this.first = first;
            this.records = records;
            sent = new long[count];
            answered = new AtomicLongArray(count);
        }

        /** Changes go round the records, so a record's latest change is that of the latest round that has reached it. */
        int latest(int record, int sentSoFar) {
            int change = Math.floorMod(record - first, records);
            if (change >= sentSoFar)
                return -1;
            return change + (sentSoFar - 1 - change) / records * records;
        }
    }

    /** A session that watches everything. */
    static final class Ears implements Watcher {
        final ZooKeeper session;
        volatile AtomicLongArray fired = new AtomicLongArray(1);
        volatile AtomicLongArray read = new AtomicLongArray(1);

        Ears(String server) throws Exception {
            session = connect(server);
            session.addWatch(ROOT, this, AddWatchMode.PERSISTENT_RECURSIVE);
        }

        void begin(int count) {
            fired = new AtomicLongArray(count);
            read = new AtomicLongArray(count);
        }

        @Override
        public void process(WatchedEvent event) {
            if (event.getType() != Event.EventType.NodeDataChanged)
                return;
            long now = System.nanoTime();
            Run current = run;
            int change = current.latest(recordOf(event.getPath()), sentSoFar);
            if (change < 0)
                return;
            AtomicLongArray mine = read;
            fired.compareAndSet(change, 0, now);
            session.getData(event.getPath(), false, (code, path, context, data, stat) -> {
                if (code != KeeperException.Code.OK.intValue())
                    return;
                int told = changeIn(data);
                if (told >= 0 && told < current.count)
                    mine.compareAndSet(told, 0, System.nanoTime());
            }, null);
        }

        boolean isComplete(int count) {
            for (int i = 0; i < count; i++) {
                if (read.get(i) == 0)
                    return false;
            }
            return true;
        }
    }

    static volatile int sentSoFar;

    public static void main(String[] servers) throws Exception {
        ZooKeeper writer = connect(servers[0]);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<Ears> ears = new ArrayList<>();
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            if (words[0].equals("fill")) {
                fill(writer, Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                System.out.println("filled");
            } else {
                if (ears.isEmpty()) {
                    for (String server : servers)
                        ears.add(new Ears(server));
                }
                change(writer, ears, Double.parseDouble(words[1]), Integer.parseInt(words[2]));
            }
            System.out.flush();
        }
        writer.close();
        for (Ears each : ears)
            each.session.close();
    }

    static ZooKeeper connect(String server) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper session = new ZooKeeper(server, 30_000, event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected)
                connected.countDown();
        });
        if (!connected.await(30, TimeUnit.SECONDS))
            throw new IllegalStateException("no session at " + server);
        return session;
    }

    static void fill(ZooKeeper writer, int from, int to) throws Exception {
        if (from == 0)
            writer.create(ROOT, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        List<Op> batch = new ArrayList<>();
        for (int record = from; record < to; record++) {
            if (record % PER_SERVICE == 0)
                batch.add(Op.create(serviceOf(record), new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
            batch.add(Op.create(pathOf(record), valueOf(record, 1, 0), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
            if (batch.size() >= BATCH || record == to - 1) {
                writer.multi(batch);
                batch.clear();
            }
        }
        stopped = new boolean[to];
        next = 0;
    }

    static void change(ZooKeeper writer, List<Ears> ears, double rate, int count) throws Exception {
        sentSoFar = 0;
        Run current = new Run(count, stopped.length, next);
        for (Ears each : ears)
            each.begin(count);
        run = current;
        long latest = 0;
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = began + (long) (i * 1e9 / rate);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime())
                LockSupport.parkNanos(left);
            int record = next;
            next = (next + 1) % stopped.length;
            stopped[record] = !stopped[record];
            byte[] value = valueOf(record, stopped[record] ? 0 : 1, i);
            int change = i;
            current.sent[i] = System.nanoTime();
            latest = Math.max(latest, current.sent[i] - due);
            sentSoFar = i + 1;
            writer.setData(pathOf(record), value, -1, (code, path, context, stat) -> {
                if (code == KeeperException.Code.OK.intValue())
                    current.answered.set(change, System.nanoTime());
            }, null);
        }
        long patience = System.nanoTime() + PATIENCE;
        for (Ears each : ears) {
            while (!each.isComplete(count) && System.nanoTime() < patience)
                LockSupport.parkNanos(5_000_000);
        }
        for (int i = 0; i < count; i++) {
            StringBuilder line = new StringBuilder().append(since(current.sent[i], current.answered.get(i)));
            for (Ears each : ears)
                line.append(' ').append(since(current.sent[i], each.fired.get(i))).append(' ').append(since(current.sent[i], each.read.get(i)));
            System.out.println(line);
        }
        System.out.println("done " + latest);
    }

    static long since(long sent, long at) {
        return at == 0 ? -1 : at - sent;
    }

    static String serviceOf(int record) {
        return ROOT + "/stored-service-" + digits(record / PER_SERVICE, 6);
    }

    static String pathOf(int record) {
        return serviceOf(record) + "/127.0.0.1:" + (20_000 + record % PER_SERVICE);
    }

    static int recordOf(String path) {
        int port = path.lastIndexOf(':');
        int service = path.lastIndexOf('/');
        return Integer.parseInt(path.substring(service - 6, service)) * PER_SERVICE + Integer.parseInt(path.substring(port + 1)) - 20_000;
    }

    /** The record that every scenario stores; where it has the number of its instance, the number of the change stands here. */
    static byte[] valueOf(int record, int status, int change) {
        return ("{\"name\":\"stored-service-" + digits(record / PER_SERVICE, 6) + "\",\"host\":\"127.0.0.1\",\"port\":" + (20_000 + record % PER_SERVICE)
            + ",\"status\":" + status + ",\"ttl\":86400,\"metadata\":{\"version\":\"2.14.3\",\"instance\":\"i-" + digits(change, 12)
            + "\",\"protocol\":\"http/1.1\",\"path\":\"/api/v2/orders\"},\"tags\":[\"blue\",\"public\"],\"zone\":\"zone-1\",\"weight\":10}")
            .getBytes(StandardCharsets.US_ASCII);
    }

    static int changeIn(byte[] value) {
        String text = new String(value, StandardCharsets.US_ASCII);
        int at = text.indexOf("\"i-") + 3;
        return Integer.parseInt(text.substring(at, at + 12));
    }

    static String digits(int number, int count) {
        String text = Integer.toString(number);
        return "0".repeat(count - text.length()) + text;
    }
}
