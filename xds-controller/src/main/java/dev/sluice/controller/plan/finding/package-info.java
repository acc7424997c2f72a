/** Why a row could not be planned, and how planners return such findings with their result. */
@NullMarked
package dev.sluice.controller.plan.finding;

import org.jspecify.annotations.NullMarked;
