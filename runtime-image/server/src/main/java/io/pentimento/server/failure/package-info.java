/**
 * Reasons for rejecting a request, as exceptions that every transport converts into its own error
 * response.
 */
@NullMarked
package io.pentimento.server.failure;

import org.jspecify.annotations.NullMarked;
