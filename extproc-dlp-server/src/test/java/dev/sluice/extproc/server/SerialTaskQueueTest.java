package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SerialTaskQueueTest {
  private final List<Runnable> lane = new ArrayList<>();
  private final SerialTaskQueue mailbox = new SerialTaskQueue(lane::add);
  private final List<String> done = new ArrayList<>();

  @Test
  void run_fromWithin_comesNext() {
    mailbox.execute(() -> {
      mailbox.execute(() -> done.add("second"));
      done.add("first");
    });
    assertEquals(List.of("first", "second"), done);
  }

  @Test
  void run_fails_othersAreDone() {
    assertThrows(
        IllegalStateException.class,
        () ->
            mailbox.execute(() -> {
              mailbox.execute(() -> done.add("a"));
              mailbox.execute(() -> done.add("b"));
              throw new IllegalStateException();
            }));
    mailbox.execute(() -> done.add("c"));
    assertEquals(List.of("a", "b", "c"), done);
  }

  @Test
  void run_whileAnotherThreadIsAtIt_doesNotWait() throws Exception {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> first =
          other.submit(() ->
              mailbox.execute(() -> {
                begun.countDown();
                await(end);
                done.add("slow");
              }));
      begun.await();
      mailbox.execute(() -> done.add("left behind"));
      end.countDown();
      first.get();
    }
    assertEquals(List.of("slow", "left behind"), done);
  }

  @Test
  void run_manyThreads_oneAtATime() {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 10_000; i++) {
        threads.execute(() -> mailbox.execute(() -> done.add("x")));
      }
    }
    assertEquals(10_000, done.size());
  }

  @Test
  void later_isForTheLane_behindWhatWaits() {
    mailbox.execute(() -> {
      mailbox.executeSlow(() -> done.add("slow"));
      mailbox.execute(() -> done.add("quick"));
    });
    assertEquals(List.of("quick"), done);
    assertEquals(1, lane.size());
    lane.getFirst().run();
    assertEquals(List.of("quick", "slow"), done);
  }

  @Test
  void later_othersMeanwhile_isInTheLaneOnce() {
    mailbox.execute(() -> mailbox.executeSlow(() -> done.add("slow")));
    mailbox.execute(() -> done.add("quick"));
    assertEquals(1, lane.size());
    lane.getFirst().run();
    assertEquals(List.of("quick", "slow"), done);
  }

  /** Whoever is at the stream when the lane comes does not do what is slow. */
  @Test
  void later_laneComesWhileAnotherIsAtIt_isForTheLaneAgain() {
    mailbox.execute(() -> mailbox.executeSlow(() -> done.add("slow")));
    mailbox.execute(() -> {
      lane.getFirst().run();
      done.add("quick");
    });
    assertEquals(List.of("quick"), done);
    assertEquals(2, lane.size());
    lane.getLast().run();
    assertEquals(List.of("quick", "slow"), done);
  }

  @Test
  void later_behindAFailure_isForTheLane() {
    assertThrows(
        IllegalStateException.class,
        () ->
            mailbox.execute(() -> {
              mailbox.executeSlow(() -> done.add("slow"));
              throw new IllegalStateException();
            }));
    lane.getFirst().run();
    assertEquals(List.of("slow"), done);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
