package dev.tiffin.cluster;

/**
 * Who takes part.
 *
 * @param forward the way to the gateway
 * @param api the gateway at its end
 * @param tokens for people
 * @param customers who order
 */
record Parties(Forward forward, Api api, Tokens tokens, Customers customers) {}
