import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * A closed loop of calls to ZooKeeper through its own Java client; it takes orders on standard input:
 *   fill FROM TO                        creates records, prints "done"
 *   run KIND CALLS MILLISECONDS         CALLS calls at most, prints "done CALLS NANOSECONDS P50 P99 ERRORS FIRST END"
 *   remove FIRST END                    removes created names, prints "done"
 * KIND is Register (create), Lookup (getData), Update (setData) or Mixed (nine getData, one setData).
 * The server takes 60 connections from one address as it is shipped, so few sessions have several calls outstanding each.
 */
public final class ZooKeeperLoad {
    static final String ROOT = "/services";
    static final int PER_SERVICE = 10;
    static final int BATCH = 500;
    static final int SESSIONS = 8;
    static final int OUTSTANDING = 64;
    static final long SCATTER = 7919;

    static final List<ZooKeeper> sessions = new ArrayList<>();
    static final AtomicInteger newNames = new AtomicInteger();
    static final AtomicLong stored = new AtomicLong();
    static byte[] statuses = new byte[0];

    public static void main(String[] servers) throws Exception {
        for (int i = 0; i < SESSIONS; i++)
            sessions.add(connect(servers[i % servers.length]));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            if (words[0].equals("fill"))
                fill(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            else if (words[0].equals("remove"))
                remove(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            else
                new Run(words[1], Long.parseLong(words[2]), Long.parseLong(words[3])).run();
            System.out.flush();
        }
        for (ZooKeeper session : sessions)
            session.close();
    }

    /** Every answer sends the next call, until there were enough. */
    static final class Run {
        final String kind;
        final long calls;
        final long milliseconds;
        final AtomicLong taken = new AtomicLong();
        final AtomicLong errors = new AtomicLong();
        final AtomicInteger answered = new AtomicInteger();
        final CountDownLatch ended = new CountDownLatch(OUTSTANDING);
        final long[] latencies;
        long end;

        Run(String kind, long calls, long milliseconds) {
            this.kind = kind;
            this.calls = calls;
            this.milliseconds = milliseconds;
            latencies = new long[(int) Math.min(calls, milliseconds * 400 + OUTSTANDING)];
        }

        void run() throws Exception {
            int first = newNames.get();
            long began = System.nanoTime();
            end = began + TimeUnit.MILLISECONDS.toNanos(milliseconds);
            for (int i = 0; i < OUTSTANDING; i++)
                next(sessions.get(i % SESSIONS));
            if (!ended.await(milliseconds + 15_000, TimeUnit.MILLISECONDS))
                errors.incrementAndGet();
            long elapsed = System.nanoTime() - began;
            int count = Math.min(answered.get(), latencies.length);
            Arrays.sort(latencies, 0, count);
            System.out.println("done " + count + " " + elapsed + " " + at(count, 0.5) + " " + at(count, 0.99) + " " + errors.get() + " " + first + " " + newNames.get());
        }

        long at(int count, double quantile) {
            return count == 0 ? 0 : latencies[Math.min(count - 1, (int) (quantile * count))];
        }

        void next(ZooKeeper session) {
            long call = taken.incrementAndGet();
            long sent = System.nanoTime();
            if (call > calls || call > latencies.length || sent > end) {
                ended.countDown();
            } else if (kind.equals("Register")) {
                int number = newNames.getAndIncrement();
                session.create(newPath(number), newValue(number), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT, (code, path, context, name) -> take(session, code, sent), null);
            } else if (kind.equals("Update") || (kind.equals("Mixed") && call % 10 == 0)) {
                int record = record();
                session.setData(pathOf(record), valueOf(record, statuses[record] ^= 1), -1, (code, path, context, stat) -> take(session, code, sent), null);
            } else {
                session.getData(pathOf(record()), false, (code, path, context, data, stat) -> take(session, code, sent), null);
            }
        }

        void take(ZooKeeper session, int code, long sent) {
            if (code != KeeperException.Code.OK.intValue())
                errors.incrementAndGet();
            latencies[answered.getAndIncrement()] = System.nanoTime() - sent;
            next(session);
        }
    }

    static int record() {
        return (int) (stored.getAndIncrement() * SCATTER % statuses.length);
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

    static void fill(int from, int to) throws Exception {
        if (from == 0)
            sessions.get(0).create(ROOT, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        List<Op> batch = new ArrayList<>();
        for (int record = from; record < to; record++) {
            if (record % PER_SERVICE == 0)
                batch.add(Op.create(serviceOf(record), new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
            batch.add(Op.create(pathOf(record), valueOf(record, 1), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
            if (batch.size() >= BATCH || record == to - 1) {
                sessions.get(0).multi(batch);
                batch.clear();
            }
        }
        statuses = Arrays.copyOf(statuses, to);
        Arrays.fill(statuses, from, to, (byte) 1);
        System.out.println("done");
    }

    static void remove(int first, int end) throws Exception {
        List<Op> batch = new ArrayList<>();
        for (int number = first; number < end; number++) {
            batch.add(Op.delete(newPath(number), -1));
            if (batch.size() >= BATCH || number == end - 1) {
                sessions.get(0).multi(batch);
                batch.clear();
            }
        }
        System.out.println("done");
    }

    static String newPath(int number) {
        return ROOT + "/loaded-service-" + digits(number, 9);
    }

    static String serviceOf(int record) {
        return ROOT + "/stored-service-" + digits(record / PER_SERVICE, 6);
    }

    static String pathOf(int record) {
        return serviceOf(record) + "/127.0.0.1:" + (20_000 + record % PER_SERVICE);
    }

    static byte[] newValue(int number) {
        return value("loaded-service-" + digits(number, 9), 20_000, 1, number);
    }

    static byte[] valueOf(int record, int status) {
        return value("stored-service-" + digits(record / PER_SERVICE, 6), 20_000 + record % PER_SERVICE, status, record);
    }

    /** The record that every scenario stores. */
    static byte[] value(String name, int port, int status, int instance) {
        return ("{\"name\":\"" + name + "\",\"host\":\"127.0.0.1\",\"port\":" + port
            + ",\"status\":" + status + ",\"ttl\":86400,\"metadata\":{\"version\":\"2.14.3\",\"instance\":\"i-" + digits(instance, 12)
            + "\",\"protocol\":\"http/1.1\",\"path\":\"/api/v2/orders\"},\"tags\":[\"blue\",\"public\"],\"zone\":\"zone-1\",\"weight\":10}")
            .getBytes(StandardCharsets.US_ASCII);
    }

    static String digits(int number, int count) {
        String text = Integer.toString(number);
        return "0".repeat(count - text.length()) + text;
    }
}
