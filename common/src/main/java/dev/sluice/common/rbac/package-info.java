/**
 * The roles of the management API and what they may do, from a policy file. Must not know requests
 * or resources.
 */
@NullMarked
package dev.sluice.common.rbac;

import org.jspecify.annotations.NullMarked;
