/**
 * Findings of planners, and results that contain them. Must not depend on the kind of object
 * planned.
 */
@NullMarked
package dev.sluice.controller.plan.finding;

import org.jspecify.annotations.NullMarked;
