package dev.sluice.bench.scan.engine;

import dev.sluice.e2e.process.MissingPrerequisiteException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A stream of Vectorscan over a text that is in native memory already. */
public final class VectorscanScan implements Scan {
  private final Arena arena = Arena.ofShared();
  private final MemorySegment text;
  private final MemorySegment database;
  private final MemorySegment scratch;
  private final MemorySegment stream;
  private final MemorySegment handler =
      Vectorscan.function((pattern, from, to, flags, context) -> found());
  private long found;

  /** {@code starts}: whether it tells where matches begin, not only where they end. */
  public VectorscanScan(byte[] text, boolean starts) {
    Vectorscan library = library();
    this.text = arena.allocateFrom(ValueLayout.JAVA_BYTE, text);
    try {
      database =
          library.compile(
              PeerPatterns.read(),
              starts ? Vectorscan.SOM_LEFTMOST : 0,
              Vectorscan.MODE_STREAM | (starts ? Vectorscan.MODE_SOM_HORIZON_LARGE : 0));
      scratch = library.scratch(database);
      stream = library.open(database);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** The bytes that one open stream takes. */
  public long streamSize() {
    try {
      return Loaded.LIBRARY.streamSize(database);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  @Override
  public long pass(int piece) {
    found = 0;
    long address = text.address();
    int length = (int) text.byteSize();
    try {
      for (int at = 0; at < length; at += piece) {
        int size = Math.min(piece, length - at);
        Vectorscan.check(
            (int)
                Loaded.LIBRARY
                    .scan()
                    .invokeExact(
                        stream, address + at, size, 0, scratch, handler, MemorySegment.NULL));
      }
      Vectorscan.check(
          (int)
              Loaded.LIBRARY.reset().invokeExact(stream, 0, scratch, handler, MemorySegment.NULL));
    } catch (Throwable e) {
      throw failed(e);
    }
    return found;
  }

  private static Vectorscan library() {
    try {
      return Loaded.LIBRARY;
    } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
      throw new MissingPrerequisiteException("Vectorscan could not be loaded: " + e.getCause());
    }
  }

  /** The library is a constant to the JIT compiler once it is there. */
  private static final class Loaded {
    static final Vectorscan LIBRARY = Vectorscan.load();
  }

  /** The rest of what it took ends with the process. */
  @Override
  public void close() {
    arena.close();
  }

  private int found() {
    found++;
    return 0;
  }

  private static RuntimeException failed(Throwable failure) {
    return failure instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException(failure);
  }
}
