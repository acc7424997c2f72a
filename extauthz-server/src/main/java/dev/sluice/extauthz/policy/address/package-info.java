/** Sets and maps of IP addresses and CIDR blocks. It must not know any rule. */
@NullMarked
package dev.sluice.extauthz.policy.address;

import org.jspecify.annotations.NullMarked;
