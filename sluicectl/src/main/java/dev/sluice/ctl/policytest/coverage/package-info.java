/** The coverage of policies by cases. It must not know how cases run. */
@NullMarked
package dev.sluice.ctl.policytest.coverage;

import org.jspecify.annotations.NullMarked;
