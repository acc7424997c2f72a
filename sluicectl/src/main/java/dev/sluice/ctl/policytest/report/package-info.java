/** The formats of the results of policy tests. It must not know how cases run. */
@NullMarked
package dev.sluice.ctl.policytest.report;

import org.jspecify.annotations.NullMarked;
