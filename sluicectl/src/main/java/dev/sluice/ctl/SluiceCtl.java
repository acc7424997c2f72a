package dev.sluice.ctl;

import dev.sluice.common.BuildVersion;
import dev.sluice.ctl.doctor.DoctorCommandGroup;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/**
 * The command {@code sluicectl}. Exit codes: 0 success, 1 a check failed, 2 wrong usage, 3
 * something that is needed is absent.
 */
@Command(
    name = "sluicectl",
    description = "Works with Sluice's policies and servers.",
    mixinStandardHelpOptions = true,
    versionProvider = SluiceCtl.Version.class,
    subcommands = {
      PolicyCommandGroup.class,
      AuditCommandGroup.class,
      DoctorCommandGroup.class,
      HelpCommand.class
    })
public final class SluiceCtl {

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new SluiceCtl()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** A provider of the build version. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"sluicectl " + BuildVersion.read()};
    }
  }
}
