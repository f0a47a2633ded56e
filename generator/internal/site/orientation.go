package site

import (
	"bytes"
	"encoding/binary"
)

// turned reports whether browsers turn a picture by a quarter, as its Exif orientation (tag 0x0112,
// values 5 to 8) asks for: its width is then its height.
func turned(beginning []byte) bool {
	o := orientation(exifOf(beginning))
	return o >= 5 && o <= 8
}

// exifOf returns the Exif data in the beginning of a JPEG, PNG or WebP picture, which is a TIFF file.
func exifOf(b []byte) []byte {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xd8")):
		return exifOfJPEG(b)
	case bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")):
		for at := 8; at+8 <= len(b); {
			size := int(binary.BigEndian.Uint32(b[at:]))
			if string(b[at+4:at+8]) == "eXIf" {
				return part(b, at+8, size)
			}
			if size < 0 || size > len(b) {
				return nil
			}
			at += 12 + size
		}
	case bytes.HasPrefix(b, []byte("RIFF")) && len(b) > 12:
		for at := 12; at+8 <= len(b); {
			size := int(binary.LittleEndian.Uint32(b[at+4:]))
			if string(b[at:at+4]) == "EXIF" {
				return bytes.TrimPrefix(part(b, at+8, size), []byte("Exif\x00\x00"))
			}
			if size < 0 || size > len(b) {
				return nil
			}
			at += 8 + size + size&1
		}
	}
	return nil
}

// exifOfJPEG looks through the segments before the picture's data.
func exifOfJPEG(b []byte) []byte {
	for at := 2; at+4 <= len(b) && b[at] == 0xff; {
		marker := b[at+1]
		switch {
		case marker == 0xff: // fill
			at++
			continue
		case marker == 0xda || marker == 0xd9:
			return nil
		}
		size := int(binary.BigEndian.Uint16(b[at+2:]))
		if segment := part(b, at+4, size-2); marker == 0xe1 && bytes.HasPrefix(segment, []byte("Exif\x00\x00")) {
			return segment[6:]
		}
		at += 2 + max(size, 2)
	}
	return nil
}

// part returns size bytes from an offset on, or as many as there are.
func part(b []byte, at, size int) []byte {
	if at > len(b) || size <= 0 {
		return nil
	}
	return b[at:min(at+size, len(b))]
}

// orientation returns the orientation that a TIFF file names in its first directory, 0 if none.
func orientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	directory := int64(order.Uint32(tiff[4:]))
	if directory+2 > int64(len(tiff)) {
		return 0
	}
	entries := int64(order.Uint16(tiff[directory:]))
	for i := range entries {
		at := directory + 2 + 12*i
		if at+12 > int64(len(tiff)) {
			return 0
		}
		if order.Uint16(tiff[at:]) == 0x0112 {
			return int(order.Uint16(tiff[at+8:]))
		}
	}
	return 0
}
