package site

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"testing"
)

// exif returns Exif data with an orientation, in either byte order.
func exif(order binary.AppendByteOrder, orientation uint16) []byte {
	b := []byte("II")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b = []byte("MM")
	}
	b = order.AppendUint16(b, 42)
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 2)
	b = append(order.AppendUint32(order.AppendUint16(order.AppendUint16(b, 0x0100), 4), 1), 0, 0, 0, 0) // another tag
	b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, 0x0112), 3), 1)
	return append(order.AppendUint16(b, orientation), 0, 0, 0, 0, 0, 0)
}

func TestSizeOf_TurnsPhotographs(t *testing.T) {
	picture := image.NewGray(image.Rect(0, 0, 40, 30))
	var jpg, pngs bytes.Buffer
	if err := jpeg.Encode(&jpg, picture, nil); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&pngs, picture); err != nil {
		t.Fatal(err)
	}
	for orientation := range uint16(10) {
		want := Size{40, 30}
		if orientation >= 5 && orientation <= 8 {
			want = Size{30, 40}
		}
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			data := exif(order, orientation)
			app1 := append([]byte("\xff\xe1"), binary.BigEndian.AppendUint16(nil, uint16(len(data)+8))...)
			app1 = append(append(app1, "Exif\x00\x00"...), data...)
			turnedJPEG := append(append([]byte("\xff\xd8"), app1...), jpg.Bytes()[2:]...)
			chunk := append([]byte("eXIf"), data...)
			chunk = append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk))...)
			turnedPNG := append(append(bytes.Clone(pngs.Bytes()[:33]), chunk...), pngs.Bytes()[33:]...)
			for kind, b := range map[string][]byte{"JPEG": turnedJPEG, "PNG": turnedPNG} {
				if got := sizeOf(b); got == nil || *got != want {
					t.Errorf("%s with orientation %d is %v, want %v", kind, orientation, got, want)
				}
				for i := range min(len(b), 120) { // cut or damaged data do no harm
					sizeOf(b[:i])
					damaged := bytes.Clone(b)
					damaged[i] = 0xff
					sizeOf(damaged)
				}
			}
		}
	}
}
