/**
 * The runs of cases through the classes of the servers. It must not know how results are printed.
 */
@NullMarked
package dev.sluice.ctl.policytest.run;

import org.jspecify.annotations.NullMarked;
