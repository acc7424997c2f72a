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
  private final List<Runnable> slowExecutor = new ArrayList<>();
  private final SerialTaskQueue queue = new SerialTaskQueue(slowExecutor::add);
  private final List<String> done = new ArrayList<>();

  @Test
  void execute_fromTask_runsNext() {
    queue.execute(() -> {
      queue.execute(() -> done.add("second"));
      done.add("first");
    });
    assertEquals(List.of("first", "second"), done);
  }

  @Test
  void execute_taskThrows_runsOthers() {
    assertThrows(
        IllegalStateException.class,
        () ->
            queue.execute(() -> {
              queue.execute(() -> done.add("a"));
              queue.execute(() -> done.add("b"));
              throw new IllegalStateException();
            }));
    queue.execute(() -> done.add("c"));
    assertEquals(List.of("a", "b", "c"), done);
  }

  @Test
  void execute_otherThreadBusy_doesNotWait() throws Exception {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> first =
          other.submit(() ->
              queue.execute(() -> {
                begun.countDown();
                await(end);
                done.add("slow");
              }));
      begun.await();
      queue.execute(() -> done.add("left behind"));
      end.countDown();
      first.get();
    }
    assertEquals(List.of("slow", "left behind"), done);
  }

  @Test
  void execute_manyThreads_oneAtATime() {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 10_000; i++) {
        threads.execute(() -> queue.execute(() -> done.add("x")));
      }
    }
    assertEquals(10_000, done.size());
  }

  @Test
  void executeSlow_tasksWaiting_runsAfterThem() {
    queue.execute(() -> {
      queue.executeSlow(() -> done.add("slow"));
      queue.execute(() -> done.add("quick"));
    });
    assertEquals(List.of("quick"), done);
    assertEquals(1, slowExecutor.size());
    slowExecutor.getFirst().run();
    assertEquals(List.of("quick", "slow"), done);
  }

  @Test
  void executeSlow_moreTasks_isScheduledOnce() {
    queue.execute(() -> queue.executeSlow(() -> done.add("slow")));
    queue.execute(() -> done.add("quick"));
    assertEquals(1, slowExecutor.size());
    slowExecutor.getFirst().run();
    assertEquals(List.of("quick", "slow"), done);
  }

  /** A thread at work on the stream does not run the slow task. */
  @Test
  void executeSlow_queueBusy_isScheduledAgain() {
    queue.execute(() -> queue.executeSlow(() -> done.add("slow")));
    queue.execute(() -> {
      slowExecutor.getFirst().run();
      done.add("quick");
    });
    assertEquals(List.of("quick"), done);
    assertEquals(2, slowExecutor.size());
    slowExecutor.getLast().run();
    assertEquals(List.of("quick", "slow"), done);
  }

  @Test
  void executeSlow_taskThrows_isScheduled() {
    assertThrows(
        IllegalStateException.class,
        () ->
            queue.execute(() -> {
              queue.executeSlow(() -> done.add("slow"));
              throw new IllegalStateException();
            }));
    slowExecutor.getFirst().run();
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
