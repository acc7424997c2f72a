/** Networks that rows of the controller deny or allow. It must not know how they are delivered. */
@NullMarked
package dev.sluice.extauthz.policy.block;

import org.jspecify.annotations.NullMarked;
