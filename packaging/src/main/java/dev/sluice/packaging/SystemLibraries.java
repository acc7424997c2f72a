package dev.sluice.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The shared libraries of this machine that the Java runtime and the native parts of the jars need:
 * the C library, its loader, and those of C++. {@code ldd} names them.
 */
final class SystemLibraries {
  /** A line of ldd: with the path of a library, or of the loader. */
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:(\\S+) => )?(/\\S+|not found)(?: .*)?");

  /** Loaded by the C library itself to find hosts, where it is older than 2.34. */
  private static final List<String> NAME_SERVICES = List.of("libnss_dns.so.2", "libnss_files.so.2");

  /** The length of an ELF header up to and with the kind of processor. */
  private static final int ELF_HEADER = 20;

  private final Path runtime;
  private final Path scratch;

  SystemLibraries(Path runtime, Path scratch) {
    this.runtime = runtime;
    this.scratch = scratch;
  }

  /** Returns the files by the paths under which the loader finds them, in their order. */
  List<Path> find(List<Path> jars) {
    List<Path> programs = new ArrayList<>(runtimeLibraries());
    programs.add(runtime.resolve("bin/java"));
    for (Path jar : jars) {
      programs.addAll(nativeParts(jar));
    }
    Set<Path> found = new TreeSet<>();
    for (Path program : programs) {
      found.addAll(needed(program));
    }
    Set<Path> folders = new TreeSet<>(found.stream().map(Path::getParent).toList());
    for (Path folder : folders) {
      NAME_SERVICES.stream().map(folder::resolve).filter(Files::exists).forEach(found::add);
    }
    return List.copyOf(found);
  }

  private List<Path> runtimeLibraries() {
    try (Stream<Path> files = Files.walk(runtime.resolve("lib"))) {
      return files.filter(file -> file.toString().endsWith(".so")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the native libraries for this processor out of a jar. */
  private List<Path> nativeParts(Path jar) {
    List<Path> parts = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      byte[] processor = header(Files.newInputStream(runtime.resolve("bin/java")));
      for (JarEntry entry : file.stream().filter(e -> e.getName().endsWith(".so")).toList()) {
        if (Arrays.equals(header(file.getInputStream(entry)), processor)) {
          Path part = scratch.resolve(entry.getName().replace('/', '-'));
          Files.write(part, file.getInputStream(entry).readAllBytes());
          parts.add(part);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parts;
  }

  /** Returns word size, byte order and processor of an ELF file. */
  private static byte[] header(InputStream stream) throws IOException {
    try (InputStream in = stream) {
      byte[] start = in.readNBytes(ELF_HEADER);
      if (start.length < ELF_HEADER || start[0] != 0x7f || start[1] != 'E') {
        return new byte[0];
      }
      return new byte[] {start[4], start[5], start[18], start[19]};
    }
  }

  private Set<Path> needed(Path program) {
    Set<Path> needed = new TreeSet<>();
    for (String line : ldd(program).lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        continue;
      }
      if (matcher.group(2).equals("not found")) {
        // The JVM has loaded its own libraries before those that need them.
        if (runtimeLibraries().stream().anyMatch(own -> own.endsWith(matcher.group(1)))) {
          continue;
        }
        throw new ImageProblemException(
            "%s needs %s, which this machine does not have; install it"
                .formatted(program, matcher.group(1)));
      }
      Path library = Path.of(matcher.group(2)).normalize();
      if (!library.startsWith(runtime)) {
        needed.add(library);
      }
    }
    return needed;
  }

  private static String ldd(Path program) {
    try {
      ProcessBuilder builder = new ProcessBuilder("ldd", program.toString());
      builder.environment().put("LC_ALL", "C");
      builder.environment().remove("LD_LIBRARY_PATH");
      Process process = builder.redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0 && !said.contains("statically linked") && !said.contains("not a dynamic")) {
        throw new ImageProblemException("ldd %s failed: %s".formatted(program, said.strip()));
      }
      return said;
    } catch (IOException e) {
      throw new ImageProblemException(
          "ldd could not be run: %s; images can be built on Linux with the GNU C library"
              .formatted(e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageProblemException("interrupted", e);
    }
  }
}
