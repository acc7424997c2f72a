package dev.sluice.bench.scan.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.sluice.e2e.process.MissingPrerequisiteException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The part of Vectorscan's C interface that searching streams takes. As a record, for what its
 * components hold is a constant to the JIT compiler.
 */
// Calling native code is what this is for; the command line allows it.
@SuppressWarnings("restricted")
record Vectorscan(
    MethodHandle compiler,
    MethodHandle scratchMaker,
    MethodHandle opener,
    MethodHandle scan,
    MethodHandle reset,
    MethodHandle sizer) {
  static final int SOM_LEFTMOST = 1 << 8;
  static final int MODE_STREAM = 1 << 1;
  static final int MODE_SOM_HORIZON_LARGE = 1 << 24;

  private static final String LIBRARY = "com/gliwka/hyperscan/jni/linux-x86_64/libhs.so";
  private static final Linker LINKER = Linker.nativeLinker();

  private static Vectorscan of(SymbolLookup in) {
    return new Vectorscan(
        function(
            in,
            "hs_compile_multi",
            ADDRESS,
            ADDRESS,
            ADDRESS,
            JAVA_INT,
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            ADDRESS),
        function(in, "hs_alloc_scratch", ADDRESS, ADDRESS),
        function(in, "hs_open_stream", ADDRESS, JAVA_INT, ADDRESS),
        function(
            in,
            "hs_scan_stream",
            ADDRESS,
            JAVA_LONG,
            JAVA_INT,
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            ADDRESS),
        function(in, "hs_reset_stream", ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS),
        function(in, "hs_stream_size", ADDRESS, ADDRESS));
  }

  /** Loads it; fails saying why when that is not possible here. */
  static Vectorscan load() {
    try (InputStream in = Vectorscan.class.getClassLoader().getResourceAsStream(LIBRARY)) {
      if (in == null
          || !System.getProperty("os.name").equals("Linux")
          || !System.getProperty("os.arch").equals("amd64")) {
        throw new MissingPrerequisiteException("Vectorscan comes for Linux on x86-64 only");
      }
      Path file = Files.createTempFile("libhs", ".so");
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      SymbolLookup symbols = SymbolLookup.libraryLookup(file, Arena.global());
      Files.delete(file);
      return of(symbols);
    } catch (IOException | IllegalArgumentException e) {
      throw new MissingPrerequisiteException("Vectorscan could not be loaded: " + e.getMessage());
    }
  }

  /** A database of patterns, each with the same flags. */
  MemorySegment compile(List<String> patterns, int flags, int mode) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      int count = patterns.size();
      MemorySegment sources = arena.allocate(ADDRESS, count);
      MemorySegment allFlags = arena.allocate(JAVA_INT, count);
      MemorySegment ids = arena.allocate(JAVA_INT, count);
      for (int i = 0; i < count; i++) {
        sources.setAtIndex(ADDRESS, i, arena.allocateFrom(patterns.get(i)));
        allFlags.setAtIndex(JAVA_INT, i, flags);
        ids.setAtIndex(JAVA_INT, i, i);
      }
      MemorySegment database = arena.allocate(ADDRESS);
      MemorySegment error = arena.allocate(ADDRESS);
      int result =
          (int)
              compiler.invokeExact(
                  sources, allFlags, ids, count, mode, MemorySegment.NULL, database, error);
      if (result != 0) {
        throw new MissingPrerequisiteException("Vectorscan refuses " + message(error));
      }
      return database.get(ADDRESS, 0);
    }
  }

  /** What it needs beside a database to search. */
  MemorySegment scratch(MemorySegment database) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment made = arena.allocate(ADDRESS);
      check((int) scratchMaker.invokeExact(database, made));
      return made.get(ADDRESS, 0);
    }
  }

  MemorySegment open(MemorySegment database) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment made = arena.allocate(ADDRESS);
      check((int) opener.invokeExact(database, 0, made));
      return made.get(ADDRESS, 0);
    }
  }

  /** The bytes that one open stream takes. */
  long streamSize(MemorySegment database) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(JAVA_LONG);
      check((int) sizer.invokeExact(database, size));
      return size.get(JAVA_LONG, 0);
    }
  }

  /** Is told the end of each match, and where it starts if that was asked for. */
  @FunctionalInterface
  interface Handler {
    /** Goes on with 0. */
    int matched(int pattern, long from, long to, int flags, MemorySegment context);
  }

  /** A handler as C sees it. */
  static MemorySegment function(Handler handler) {
    FunctionDescriptor signature =
        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS);
    try {
      MethodHandle target =
          MethodHandles.lookup()
              .findVirtual(Handler.class, "matched", signature.toMethodType())
              .bindTo(handler);
      return LINKER.upcallStub(target, signature, Arena.global());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static void check(int result) {
    if (result != 0) {
      throw new IllegalStateException("Vectorscan answers " + result);
    }
  }

  private static String message(MemorySegment error) {
    MemorySegment told =
        error.get(ADDRESS, 0).reinterpret(ADDRESS.byteSize() + JAVA_INT.byteSize());
    String text = told.get(ADDRESS, 0).reinterpret(1 << 16).getString(0);
    return "pattern " + told.get(JAVA_INT, ADDRESS.byteSize()) + ": " + text;
  }

  private static MethodHandle function(SymbolLookup in, String name, MemoryLayout... arguments) {
    return LINKER.downcallHandle(in.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
  }
}
