"""Refusals and faults of the evidence room, each with what happened, why, and what to do next."""

from __future__ import annotations

import errno

from inspector.domain.errors import DamageFoundError, EnvironmentFaultError, InspectorError

_STORE_SAFE = "证据库没有写入这个文件，已存的证据不受影响"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class PhotoRefusedError(InspectorError):
    """A file that is not taken in as a photo; the source is untouched. `name` is the name for show."""

    def __init__(self, name: str, what: str, why: str, next_step: str) -> None:
        self.name = name
        super().__init__(f"{what}：{name}", why, next_step)


class NotAPhotoError(PhotoRefusedError):
    """The content is none of the allowed formats, whatever the name says (不是照片)."""

    def __init__(self, name: str, detail: str = "") -> None:
        super().__init__(
            name,
            "不是照片",
            detail or "文件内容不是 JPEG、HEIC、PNG 或 WEBP，扩展名不作数",
            "从相机或手机重新导出原图；其他材料请按附件登记",
        )


class IncompletePhotoError(PhotoRefusedError):
    """The file ends before the picture does (文件不完整)."""

    def __init__(self, name: str, detail: str = "") -> None:
        super().__init__(
            name,
            "文件不完整",
            f"照片内容中途断了{'：' + detail if detail else ''}。{_STORE_SAFE}",
            "从存储卡或手机重新复制原图，不要清空存储卡",
        )


class TooManyPixelsError(PhotoRefusedError):
    """More pixels than the cap (像素过大)."""

    def __init__(self, name: str, pixels: int, cap: int) -> None:
        super().__init__(
            name,
            "像素过大",
            f"约 {pixels // 1_000_000} 百万像素，超过 {cap // 1_000_000} 百万像素的上限",
            "用相机的普通分辨率重拍，或按附件登记",
        )


class TooLargeFileError(PhotoRefusedError):
    """More bytes than the cap (文件过大); sizes in bytes."""

    def __init__(self, name: str, size_bytes: int, cap: int) -> None:
        super().__init__(
            name,
            "文件过大",
            f"{size_bytes / 1_048_576:.1f} MB，超过 {cap // 1_048_576} MB 的上限",
            "确认它是照片；视频等材料请按附件登记",
        )


class ReadFailedError(PhotoRefusedError):
    """The source could not be read whole: pulled out, changed or shrunk while copied (读取失败)."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(
            name, "读取失败", f"{detail}。{_STORE_SAFE}", "检查存储卡或数据线后重试，不要清空存储卡"
        )


class UndecodableError(PhotoRefusedError):
    """The picture's bytes break the decoder or its limits (无法解码); the file itself may be whole."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(
            name, "无法解码", detail, "用另一台设备打开核对；需要保留时请按附件登记，不作为照片使用"
        )


class FileRefusedError(PhotoRefusedError):
    """A file that is not taken in as other evidence (附件未收); the source is untouched."""


class NotAnEvidenceFileError(FileRefusedError):
    """None of the kinds that are kept: video, audio, PDF, instrument table, proof bundle."""

    def __init__(self, name: str, detail: str = "") -> None:
        super().__init__(
            name,
            "不是可收的材料",
            detail or "文件内容不是视频、录音、PDF、CSV、xlsx 或 ProofMode 凭证包，扩展名不作数",
            "转成上述格式，或打印后扫描为 PDF",
        )


class IncompleteFileError(FileRefusedError):
    """The file ends before its content does."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(
            name,
            "文件不完整",
            f"{detail}。已存的证据不受影响，这个文件没有存入",
            "从原设备重新复制，不要清空存储卡",
        )


class TooLongFileError(FileRefusedError):
    """More bytes than the cap of its kind; sizes in bytes."""

    def __init__(self, name: str, size_bytes: int, cap: int) -> None:
        super().__init__(
            name,
            "文件过大",
            f"{size_bytes / 1_048_576:.1f} MB，超过这类材料 {cap // 1_048_576} MB 的上限",
            "截取与事实有关的一段，原文件另存原始载体并注明",
        )


class LayersUndrawableError(PhotoRefusedError):
    """Layers over a photo that the renderer cannot draw, or a face for labels that is gone."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            "标注画不出来",
            "标注内容或字体不可用；原图和各版标注都在",
            "撤销最后一次标注，或重新安装字体后再试",
        )


class DiskFullError(EnvironmentFaultError):
    """No room left where the photo store or its cache lives (磁盘已满)."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"磁盘已满，文件未存入：{name}",
            f"数据文件夹所在的磁盘没有空间了。{_STORE_SAFE}",
            "腾出空间后重试；完成之前不要清空存储卡",
        )


class StoreFaultError(EnvironmentFaultError):
    """The photo store cannot be written or read for a cause outside the photo."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(
            f"文件未存入：{name}",
            f"{detail}。{_STORE_SAFE}",
            "检查数据文件夹所在的磁盘和权限后重试；完成之前不要清空存储卡",
        )


class DecoderFaultError(EnvironmentFaultError):
    """The decoding child itself cannot be started or does not speak its protocol."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            "照片解码程序无法启动",
            f"{detail}。原始照片不受影响",
            "重新启动本程序；仍不行请重新安装",
        )


class OriginalMissingError(DamageFoundError):
    """An original that the records name is not in the store (原件缺失)."""

    def __init__(self, sha256: str) -> None:
        super().__init__(
            f"照片原件缺失：{sha256[:12]}",
            "记录里有这张照片，证据库里没有对应的文件",
            "运行“证据核验”，从备份或原始载体找回，不要删除记录",
        )


def fault_of(name: str, error: OSError) -> EnvironmentFaultError:
    """The readable fault behind an operating-system error met while writing the store."""
    if error.errno in _FULL:
        return DiskFullError(name)
    if error.errno in _DENIED:
        return StoreFaultError(name, "数据文件夹不允许写入")
    if error.errno == errno.EFBIG:
        return StoreFaultError(name, "系统限制了单个文件的大小")
    return StoreFaultError(name, f"写入磁盘时出错（{error.strerror or error.errno}）")
