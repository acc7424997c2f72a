package dev.sluice.extauthz.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CounterTableTest {
  private static final long INTERVAL = 100;

  @Test
  void take_atOnce_stopsAtCapacity() {
    CounterTable table = new CounterTable(1);
    assertEquals(100, table.take(7, INTERVAL, 300, 1));
    assertEquals(200, table.take(7, INTERVAL, 300, 1));
    assertEquals(300, table.take(7, INTERVAL, 300, 1));
    assertEquals(400, table.take(7, INTERVAL, 300, 1));
    assertEquals(400, table.take(7, INTERVAL, 300, 1), "a denied request is not counted");
    assertEquals(300, table.take(7, INTERVAL, 300, 101), "one more after an interval");
  }

  @Test
  void take_otherKey_hasItsOwnCounter() {
    CounterTable table = new CounterTable(1);
    table.take(7, INTERVAL, 100, 1);
    assertEquals(100, table.take(8, INTERVAL, 100, 1));
  }

  @Test
  void giveBack_allowsAnotherRequest() {
    CounterTable table = new CounterTable(1);
    table.take(7, INTERVAL, 100, 1);
    table.giveBack(7, INTERVAL);
    assertEquals(100, table.take(7, INTERVAL, 100, 1));
    table.giveBack(99, INTERVAL);
  }

  @Test
  void take_random_equalsUnboundedModel() {
    CounterTable table = new CounterTable(1 << 16);
    Map<Long, Long> model = new HashMap<>();
    Random random = new Random(1);
    long now = 1;
    for (int i = 0; i < 200_000; i++) {
      now += random.nextInt(20);
      long key = KeyHashTest.hash("k" + random.nextInt(500));
      long debt = Math.max(0, model.getOrDefault(key, 0L) - now) + INTERVAL;
      if (debt <= 700) {
        model.put(key, now + debt);
      }
      assertEquals(debt, table.take(key, INTERVAL, 700, now));
    }
    assertEquals(0, table.dropped());
  }

  @Test
  void take_moreKeysThanCounters_keepsLargestDebt() {
    CounterTable table = new CounterTable(1);
    long caller = KeyHashTest.hash("caller");
    for (int i = 0; i < 5; i++) {
      table.take(caller, INTERVAL, 500, 1);
    }
    LongStream.range(0, 1_000_000)
        .map(i -> KeyHashTest.hash("flood" + i))
        .forEach(key -> table.take(key, INTERVAL, 500, 1));
    assertEquals(600, table.take(caller, INTERVAL, 500, 1), "the caller is still limited");
    assertTrue(table.dropped() > 900_000, () -> "dropped " + table.dropped());
  }

  @Test
  void take_manyThreads_countsEach() throws InterruptedException {
    CounterTable table = new CounterTable(1);
    AtomicInteger passed = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(8);
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int thread = 0; thread < 8; thread++) {
        threads.execute(() -> {
          for (int i = 0; i < 10_000; i++) {
            if (table.take(7, INTERVAL, 5_000 * INTERVAL, 1) <= 5_000 * INTERVAL) {
              passed.incrementAndGet();
            }
          }
          done.countDown();
        });
      }
      done.await();
    }
    assertEquals(5_000, passed.get());
  }
}
