/** Tests of the planners. */
@NullMarked
package dev.sluice.controller.plan;

import org.jspecify.annotations.NullMarked;
