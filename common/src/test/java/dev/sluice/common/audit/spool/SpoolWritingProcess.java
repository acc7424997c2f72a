package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.spool.SpoolConfig.WhenFull;
import java.nio.file.Path;

/** A process that appends to a spool without end and logs each durable record. */
final class SpoolWritingProcess {
  static final String DURABLE = "durable ";

  public static void main(String[] args) throws Exception {
    Spool spool = Spool.open(SpoolConfig.of(Path.of(args[0]), 64L << 20, WhenFull.SHED));
    while (true) {
      String name = "record " + spool.depth() + " of " + ProcessHandle.current().pid();
      var answer = SpoolAppends.append(spool, TestRecord.of(name));
      answer.join();
      System.out.println(DURABLE + name);
    }
  }
}
