/**
 * The reports of policy servers to the controller and their transport. It must not know the content
 * of a policy or the source of figures.
 */
@NullMarked
package dev.sluice.common.report;

import org.jspecify.annotations.NullMarked;
