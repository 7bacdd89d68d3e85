/**
 * The reasons why a request is not served, as exceptions that every transport translates into its
 * own error answer.
 */
package io.pentimento.server.failure;
