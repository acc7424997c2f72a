/** Tests of policy kinds and their schemas. */
@NullMarked
package dev.sluice.controller.policy;

import org.jspecify.annotations.NullMarked;
