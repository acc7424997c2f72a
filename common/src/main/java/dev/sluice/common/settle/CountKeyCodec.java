package dev.sluice.common.settle;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A codec of the keys of counts in a file. */
public interface CountKeyCodec<K> {
  void write(DataOutput out, K key) throws IOException;

  K read(DataInput in) throws IOException;

  /** Returns the most keys of a batch, so that a report and its answer fit into messages. */
  default int mostKeys() {
    return 4_000;
  }
}
