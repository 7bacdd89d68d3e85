/**
 * Decides from the head of a request whether there is a place and memory for it, and reads the
 * bodies of admitted requests without a thread of their own.
 */
package io.pentimento.server.admission;
