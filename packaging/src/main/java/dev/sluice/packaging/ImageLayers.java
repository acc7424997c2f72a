package dev.sluice.packaging;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The layers of the images. Those that change least come first, and are equal in all images, so
 * that a registry stores them once.
 */
final class ImageLayers {
  /** The folder of the programs in an image. */
  static final String HOME = "/sluice";

  /** The folder of the state that a server must not lose; also its working directory. */
  static final String STATE = "/var/lib/sluice";

  /** The user of the manifests. */
  static final int USER = 65532;

  private static final String PASSWD =
      """
      root:x:0:0:root:/:/sbin/nologin
      sluice:x:65532:65532:sluice:/var/lib/sluice:/sbin/nologin
      """;
  private static final String GROUP = "root:x:0:\nsluice:x:65532:\n";
  private static final String NAME_SERVICES = "passwd: files\ngroup: files\nhosts: files dns\n";

  private final ProgramFolder programs;
  private final Instant time;
  private final Path scratch;
  private final Set<String> ownJars = new TreeSet<>();

  /** Creates the layers; the folder {@code scratch} must stay until they are written. */
  ImageLayers(ProgramFolder programs, BuildStamp stamp, Path scratch) {
    this.programs = programs;
    this.time = stamp.time();
    this.scratch = scratch;
    Stream.concat(Stream.of("common"), ImageProgram.titles().stream())
        .forEach(module -> ownJars.add(module + "-" + stamp.version() + ".jar"));
  }

  /** Returns the layers of a program's image, the lowest first. */
  List<FileEntriesLayer> of(ImageProgram program) {
    try {
      return List.of(
          system(),
          runtime(),
          jars("libraries of all programs", sharedLibraries()),
          jars("libraries", ownLibraries(program)),
          program(program));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileEntriesLayer system() throws IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("system");
    for (Path library : systemLibraries()) {
      add(layer, library, library.toString(), executable(library));
    }
    add(layer, text("passwd", PASSWD), "/etc/passwd", "644");
    add(layer, text("group", GROUP), "/etc/group", "644");
    add(layer, text("nsswitch.conf", NAME_SERVICES), "/etc/nsswitch.conf", "644");
    Path folder = Files.createDirectories(scratch.resolve("empty"));
    add(layer, folder, "/tmp", "777");
    layer.addEntry(
        folder,
        AbsoluteUnixPath.get(STATE),
        FilePermissions.fromOctalString("700"),
        time,
        USER + ":" + USER);
    return layer.build();
  }

  private List<Path> systemLibraries() throws IOException {
    List<Path> jars = allLibraries().stream().map(programs::lib).toList();
    Path parts = Files.createDirectories(scratch.resolve("native"));
    return new SystemLibraries(programs.runtime().toRealPath(), parts).find(jars);
  }

  private FileEntriesLayer runtime() throws IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("runtime");
    try (Stream<Path> files = Files.walk(programs.runtime())) {
      for (Path file : files.sorted().toList()) {
        String place = HOME + "/runtime/" + programs.runtime().relativize(file);
        add(layer, file, place, executable(file));
      }
    }
    return layer.build();
  }

  private FileEntriesLayer jars(String name, List<String> jars) {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
    jars.forEach(jar -> add(layer, programs.lib(jar), HOME + "/lib/" + jar, "644"));
    return layer.build();
  }

  private FileEntriesLayer program(ImageProgram program) throws IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("program");
    for (String jar : programs.jars(program).stream().filter(ownJars::contains).toList()) {
      add(layer, programs.lib(jar), HOME + "/lib/" + jar, "644");
    }
    String classpath =
        programs.jars(program).stream()
            .map(jar -> HOME + "/lib/" + jar)
            .collect(Collectors.joining(":"));
    add(layer, text(program.title(), classpath), classpathFile(program), "644");
    add(layer, programs.startCache(program), startCacheFile(program), "644");
    add(layer, programs.billOfMaterials(program), HOME + "/sbom.json", "644");
    add(layer, programs.licence(), HOME + "/LICENSE", "644");
    return layer.build();
  }

  /** Returns the file of a program's class path in its image. */
  static String classpathFile(ImageProgram program) {
    return HOME + "/lib/" + program.title() + ".classpath";
  }

  static String startCacheFile(ImageProgram program) {
    return HOME + "/lib/" + program.title() + ".jsa";
  }

  private List<String> sharedLibraries() {
    List<String> shared = new ArrayList<>(allLibraries());
    for (ImageProgram program : ImageProgram.values()) {
      shared.retainAll(programs.jars(program));
    }
    return shared;
  }

  private List<String> ownLibraries(ImageProgram program) {
    List<String> own = new ArrayList<>(programs.jars(program));
    own.removeAll(ownJars);
    own.removeAll(sharedLibraries());
    return own.stream().sorted().toList();
  }

  private List<String> allLibraries() {
    return Arrays.stream(ImageProgram.values())
        .flatMap(program -> programs.jars(program).stream())
        .filter(jar -> !ownJars.contains(jar))
        .distinct()
        .sorted()
        .toList();
  }

  private Path text(String name, String content) throws IOException {
    return Files.writeString(scratch.resolve(name), content);
  }

  private void add(FileEntriesLayer.Builder layer, Path file, String place, String mode) {
    layer.addEntry(file, AbsoluteUnixPath.get(place), FilePermissions.fromOctalString(mode), time);
  }

  private static String executable(Path file) {
    return Files.isExecutable(file) ? "755" : "644";
  }
}
