/** What the controller is told of policies. */
@NullMarked
package dev.sluice.common.report;

import org.jspecify.annotations.NullMarked;
