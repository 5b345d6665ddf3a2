package dev.tiffin.bridge.log;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A set of the log's partitions. An order belongs to one of them for ever, by a hash of its id that the database
 * computes.
 *
 * @param bits bit n stands for partition n
 */
public record Partitions(int bits) {

    /** How many partitions there are; a property of the data, not a setting. */
    public static final int COUNT = 16;

    /** The empty set. */
    public static final Partitions NONE = new Partitions(0);

    /** The whole log. */
    public static final Partitions ALL = new Partitions((1 << COUNT) - 1);

    public Partitions {
        if (bits >>> COUNT != 0) {
            throw new IllegalArgumentException("partitions are numbered from 0 to " + (COUNT - 1));
        }
    }

    /** The set of these numbers. */
    public static Partitions of(Iterable<? extends Number> numbers) {
        int bits = 0;
        for (Number number : numbers) {
            bits |= 1 << number.intValue();
        }
        return new Partitions(bits);
    }

    /** Whether the set has none. */
    public boolean isEmpty() {
        return bits == 0;
    }

    /** How many it has. */
    public int size() {
        return Integer.bitCount(bits);
    }

    /** Whether it has the partition. */
    public boolean contains(int partition) {
        return (bits >>> partition & 1) == 1;
    }

    /** Both together. */
    public Partitions plus(Partitions other) {
        return new Partitions(bits | other.bits);
    }

    /** This without the other. */
    public Partitions minus(Partitions other) {
        return new Partitions(bits & ~other.bits);
    }

    /** The {@code count} with the highest numbers, or all if there are fewer. */
    public Partitions last(int count) {
        int rest = bits;
        for (int i = size(); i > count; i--) {
            rest &= rest - 1;
        }
        return new Partitions(rest);
    }

    /** The numbers, ascending. */
    public List<Integer> numbers() {
        var numbers = new ArrayList<Integer>(size());
        IntStream.range(0, COUNT).filter(this::contains).forEach(numbers::add);
        return numbers;
    }

    /** For a {@code smallint[]} parameter; as an object, lest it be taken for several parameters. */
    public Object toParameter() {
        return numbers().stream().map(Integer::shortValue).toArray(Short[]::new);
    }

    @Override
    public String toString() {
        return numbers().toString();
    }
}
