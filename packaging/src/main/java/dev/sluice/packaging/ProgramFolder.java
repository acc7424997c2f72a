package dev.sluice.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with the programs, their libraries and the Java runtime, as packaging/programs.sh makes
 * it. The archive has the same files.
 */
record ProgramFolder(Path path) {

  ProgramFolder {
    if (!Files.isDirectory(path.resolve("runtime"))) {
      throw new ImageProblemException(path + " has no programs; run packaging/programs.sh");
    }
  }

  Path runtime() {
    return path.resolve("runtime");
  }

  /** Returns the names of a program's jars in the order of its class path. */
  List<String> jars(ImageProgram program) {
    return lines(lib(program.title() + ".jars"));
  }

  Path lib(String name) {
    return path.resolve("lib").resolve(name);
  }

  /** Returns the file with the classes that a program's JVM maps into its memory at the start. */
  Path startCache(ImageProgram program) {
    return lib(program.title() + ".jsa");
  }

  Path billOfMaterials(ImageProgram program) {
    return path.resolve("sbom").resolve(program.title() + ".json");
  }

  Path licence() {
    return path.resolve("LICENSE");
  }

  /** Returns the options that the launcher gives the JVM, too. */
  List<String> jvmOptions(ImageProgram program) {
    Stream<String> files =
        program.isServer()
            ? Stream.of("options/jvm", "options/server-jvm")
            : Stream.of("options/jvm");
    return files
        .flatMap(file -> lines(lib(file)).stream())
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  private static List<String> lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
