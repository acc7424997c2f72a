package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.Installation;
import java.util.stream.Stream;

/** A check of an installation for one topic. */
@FunctionalInterface
interface InstallationCheck {
  Stream<WiringFinding> findings(Installation installation);
}
