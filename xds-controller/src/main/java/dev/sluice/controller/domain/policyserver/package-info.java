/**
 * The rows that policy servers of every cluster receive as one resource each. It must not know how
 * they are delivered.
 */
@NullMarked
package dev.sluice.controller.domain.policyserver;

import org.jspecify.annotations.NullMarked;
