/** The tests of reports to the controller. */
@NullMarked
package dev.sluice.common.report;

import org.jspecify.annotations.NullMarked;
