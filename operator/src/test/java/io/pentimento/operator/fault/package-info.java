/** A mock API server with fault injection. Tests choose which request fails, and how. */
package io.pentimento.operator.fault;
